package devserver

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// loginFlow is where the flow executor asks for a login.
const loginFlow = "/api/v3/flows/executor/default-authentication-flow/?query="

// maxStages bounds a login.
const maxStages = 10

// traceback begins each one that Python writes, as text or in a log line.
const traceback = "Traceback (most recent call last)"

func (s *session) logOf(part string) string { return filepath.Join(s.kept.logs, part+".log") }

func (s *session) blueprintFiles() (map[string]string, error) {
	return blueprints(filepath.Join(s.Product, "blueprints"))
}

// check logs in, and looks for tracebacks in what the parts wrote.
func (s *session) check(ctx context.Context, url string) error {
	if err := logIn(ctx, url, s.kept.password); err != nil {
		return fmt.Errorf("logging in as %s: %w", user, err)
	}
	s.says.say("logged in as %s through the flow executor", user)
	for _, name := range []string{"worker", "server"} {
		log, err := os.ReadFile(s.logOf(name))
		if err != nil {
			return fmt.Errorf("reading what the %s wrote: %w", name, err)
		}
		if i := bytes.Index(log, []byte(traceback)); i >= 0 {
			begin := bytes.LastIndexByte(log[:i], '\n') + 1
			return fmt.Errorf("the %s wrote a traceback:\n%s", name, log[begin:min(len(log), i+4000)])
		}
	}
	s.says.say("no traceback in the logs")
	return nil
}

// challenge is what the flow executor asks for, as far as it matters here.
type challenge struct {
	Component      string         `json:"component"`
	PasswordFields bool           `json:"password_fields"`
	Errors         map[string]any `json:"response_errors"`
}

// firstChallenge fails unless the login flow asks who one is.
func firstChallenge(ctx context.Context, url string) error {
	first, err := ask[challenge](ctx, http.DefaultClient, url+loginFlow, nil)
	if err == nil && first.Component != "ak-stage-identification" {
		err = fmt.Errorf("asking the login flow: its first challenge is %q", first.Component)
	}
	return err
}

// logIn answers the challenges of the login flow as a browser does, and asks who it is then.
func logIn(ctx context.Context, url, password string) error {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return err
	}
	client := &http.Client{Jar: jar, Timeout: time.Minute}
	now, err := ask[challenge](ctx, client, url+loginFlow, nil)
	for stage := 0; err == nil && now.Component != "xak-flow-redirect"; stage++ {
		if len(now.Errors) > 0 || stage == maxStages {
			return fmt.Errorf("the challenge %s is asked again: %v", now.Component, now.Errors)
		}
		answer := map[string]any{"component": now.Component}
		switch now.Component {
		case "ak-stage-identification":
			answer["uid_field"] = user
			if now.PasswordFields {
				answer["password"] = password
			}
		case "ak-stage-password":
			answer["password"] = password
		case "ak-stage-user-login":
			answer["remember_me"] = false
		default:
			return fmt.Errorf("nobody here can answer the challenge %s", now.Component)
		}
		now, err = ask[challenge](ctx, client, url+loginFlow, answer)
	}
	if err != nil {
		return err
	}
	type me struct {
		User struct {
			Username    string `json:"username"`
			IsSuperuser bool   `json:"is_superuser"`
		} `json:"user"`
	}
	who, err := ask[me](ctx, client, url+"/api/v3/core/users/me/", nil)
	if err == nil && (who.User.Username != user || !who.User.IsSuperuser) {
		err = fmt.Errorf("the session is that of %q, administrator: %t", who.User.Username, who.User.IsSuperuser)
	}
	return err
}

// ask gets an answer of the API, or posts one and gets the next.
func ask[T any](ctx context.Context, client *http.Client, url string, answer any) (value T, err error) {
	method, body := http.MethodGet, io.Reader(nil)
	if answer != nil {
		content, err := json.Marshal(answer)
		if err != nil {
			return value, err
		}
		method, body = http.MethodPost, bytes.NewReader(content)
	}
	request, err := http.NewRequestWithContext(ctx, method, url, body)
	if err != nil {
		return value, err
	}
	request.Header.Set("Accept", "application/json")
	request.Header.Set("Content-Type", "application/json")
	response, err := client.Do(request)
	if err != nil {
		return value, err
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	if err != nil {
		return value, err
	}
	if by := response.Header.Get("X-Powered-By"); response.StatusCode != http.StatusOK || by != "authentik" {
		return value, fmt.Errorf("%s %s: %s, by %q: %s", method, url, response.Status, by, strings.TrimSpace(string(content[:min(len(content), 500)])))
	}
	if err := json.Unmarshal(content, &value); err != nil {
		return value, fmt.Errorf("%s %s: %w", method, url, err)
	}
	return value, nil
}
