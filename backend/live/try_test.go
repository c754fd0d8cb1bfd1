package live

import (
	"bytes"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"akbuild.internal/tools/testenv"
)

// TestTry runs the whole product, Go server, core and worker, as ./bazelw run //tools/cmd/try does, and logs in.
func TestTry(t *testing.T) {
	address, before := freeAddress(t), leftovers(t)
	cmd := exec.CommandContext(t.Context(), testenv.Path(t, tryProgram), "--http", address, "--https", "off", "--password", "let me in")
	cmd.Env = []string{
		"AKBUILD_TRY_MANAGE=" + filepath.Join(string(builtTree(t)), "manage.py"),
		"AKBUILD_TRY_SERVER=" + testenv.Path(t, serverBundle),
		"AKBUILD_TRY_POSTGRES=" + filepath.Join(folderOf(t, testenv.Postgres), "postgres"),
	}
	var log bytes.Buffer
	said := make(chan string, 1)
	reader, writer := io.Pipe()
	cmd.Stdout, cmd.Stderr = writer, &log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() {
		ended <- cmd.Wait()
		_ = writer.Close()
	}()
	go func() {
		first := make([]byte, 1000)
		n, _ := reader.Read(first)
		said <- string(first[:n])
	}()
	select {
	case sentence := <-said:
		if want := "authentik answers at http://" + address + "/; log in as akadmin with the password let me in."; !strings.HasPrefix(sentence, want) {
			t.Errorf("it says %q, want %q", sentence, want)
		}
		logIn(t, "http://"+address, "let me in")
	case <-time.After(2 * time.Minute):
		t.Error("it did not get ready")
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Error(err)
	}
	if err := <-ended; err != nil {
		t.Errorf("it ended with %v", err)
	}
	if after := leftovers(t); len(after) > len(before) {
		t.Errorf("it left %v", after)
	}
	if t.Failed() {
		t.Log(log.String())
	}
}

// leftovers are the folders that it makes.
func leftovers(t *testing.T) []string {
	t.Helper()
	found, err := filepath.Glob("/tmp/aktry*")
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func freeAddress(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}

// logIn answers the challenges of the login flow through the Go server, and asks who it is then.
func logIn(t *testing.T, url, password string) {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Jar: jar, Timeout: 30 * time.Second}
	ask := func(path string, answer any) map[string]any {
		t.Helper()
		method, body := http.MethodGet, []byte(nil)
		if answer != nil {
			method = http.MethodPost
			if body, err = json.Marshal(answer); err != nil {
				t.Fatal(err)
			}
		}
		request, err := http.NewRequest(method, url+path, bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Accept", "application/json")
		request.Header.Set("Content-Type", "application/json")
		response, err := client.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		content, err := io.ReadAll(response.Body)
		if err != nil {
			t.Fatal(err)
		}
		if by := response.Header.Get("X-Powered-By"); response.StatusCode != http.StatusOK || by != "authentik" {
			t.Fatalf("%s %s: %s, by %q: %s", method, path, response.Status, by, content)
		}
		value := map[string]any{}
		if err := json.Unmarshal(content, &value); err != nil {
			t.Fatalf("%s %s: %v: %s", method, path, err, content)
		}
		return value
	}
	const flow = "/api/v3/flows/executor/default-authentication-flow/?query="
	if first := ask(flow, nil); first["component"] != "ak-stage-identification" {
		t.Fatalf("the first challenge is %v", first)
	}
	ask(flow, map[string]string{"uid_field": "akadmin"})
	if last := ask(flow, map[string]string{"password": password}); last["component"] != "xak-flow-redirect" {
		t.Fatalf("the last challenge is %v", last)
	}
	me, _ := ask("/api/v3/core/users/me/", nil)["user"].(map[string]any)
	if me["username"] != "akadmin" || me["is_superuser"] != true {
		t.Errorf("after that it is %v", me)
	}
}
