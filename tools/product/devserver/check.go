package devserver

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"

	"akbuild.internal/tools/product/api"
)

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

// firstChallenge fails unless the login flow asks who one is.
func firstChallenge(ctx context.Context, url string) error {
	client, err := api.New(url, "")
	if err != nil {
		return err
	}
	first, err := client.FirstChallenge(ctx, api.LoginFlow)
	if err == nil && first.Component != "ak-stage-identification" {
		err = fmt.Errorf("asking the login flow: its first challenge is %q", first.Component)
	}
	return err
}

// logIn logs the first administrator in.
func logIn(ctx context.Context, url, password string) error {
	client, err := api.LogIn(ctx, url, api.LoginFlow, user, password)
	if err != nil {
		return err
	}
	who, err := client.WhoAmI(ctx)
	if err == nil && !who.IsSuperuser {
		err = fmt.Errorf("the session of %s is not that of an administrator", who.Username)
	}
	return err
}
