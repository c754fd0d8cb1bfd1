package devserver

import (
	"crypto/sha512"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"akbuild.internal/tools/product/processes"
)

const (
	// stays is a script whose parts run until they are told to end.
	stays   = "trap 'exit 0' TERM\necho \"$1 with $AUTHENTIK_SECRET_KEY at $AUTHENTIK_LISTEN__HTTP\"\nwhile :; do sleep 0.05; done\n"
	applied = `{"migrations": 3, "blueprints": {"one.yaml": "successful", "more/two.yaml": "successful"}}`
)

// TestPartEnds has a part that cannot work: the others are ended, nothing stays, and the error has its last words.
func TestPartEnds(t *testing.T) {
	for name, c := range map[string]struct {
		script string
		want   []string
	}{
		"at start":      {"[ $1 = worker ] || exec sleep 100\necho the reason; exit 3\n", []string{"the worker ended by itself (exit status 3)", "\n    the reason"}},
		"later":         {"[ $1 = server ] || exec sleep 100\nsleep 0.5; echo the reason >&2; kill -KILL $$\n", []string{"the server ended by itself (signal: killed)", "\n    the reason"}},
		"content":       {"[ $1 = server ] || exec sleep 100\nexit 0\n", []string{"the server ended by itself (exit status 0)", "(nothing)"}},
		"over and over": {"[ $1 = server ] && for i in 1 2 3; do echo " + restarted + "; done\nexec sleep 100\n", []string{"the Python core behind the server ended 3 times", restarted}},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFake(t, c.script, "{}")
			// A server whose core ends answers nothing; one that answers before it has written that would be taken for ready.
			f.Close()
			err := f.run(t.Context(), Options{})
			for _, want := range c.want {
				if err == nil || !strings.Contains(err.Error(), want) {
					t.Errorf("the error is %v, want %q", err, want)
				}
			}
		})
	}
}

// TestMigrationFails starts neither worker nor server.
func TestMigrationFails(t *testing.T) {
	f := newFake(t, stays, "{}")
	if err := os.WriteFile(filepath.Join(f.core, "bin", "python.fails"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	err := f.run(t.Context(), Options{})
	if err == nil || !strings.Contains(err.Error(), "the migration ended by itself (exit status 1)") || !strings.Contains(err.Error(), "    migrating lifecycle.migrate") {
		t.Errorf("the error is %v", err)
	}
	if strings.Contains(f.out.String(), "starting the server") {
		t.Errorf("it says %s", f.out.String())
	}
}

// TestInterrupt ends a server as authentik's ends, at once and without its Python core: that, and what has left the session,
// is ended too.
func TestInterrupt(t *testing.T) {
	mark := filepath.Join(t.TempDir(), "started")
	f := newFake(t, `trap 'exit 0' TERM
(trap '' TERM; sleep 1234) & sleep 1235 & setsid sleep 1236 &
echo $1 >>`+mark+`
while :; do sleep 0.05; done
`, applied)
	err := f.run(soon(t, func() bool {
		started, err := os.ReadFile(mark)
		return err == nil && strings.Count(string(started), "\n") == 2 && len(processes.Descendants()) > 8
	}), Options{})
	if err != nil {
		t.Error(err)
	}
	if !strings.Contains(f.out.String(), "ending server, worker and PostgreSQL") {
		t.Errorf("it says %s", f.out.String())
	}
}

// TestCheck waits until all is there, and logs in.
func TestCheck(t *testing.T) {
	defer func(before time.Duration) { settle = before }(settle)
	settle = 300 * time.Millisecond
	failed := strings.Replace(applied, "successful", "error", 1)
	// since is the state in which one.yaml failed after it was applied, when it held that.
	since := func(content string) string {
		return strings.TrimSuffix(failed, "}") + fmt.Sprintf(`, "applied": {"one.yaml": "%x"}}`, sha512.Sum512([]byte(content)))
	}
	for name, c := range map[string]struct {
		script, state, password, want string
	}{
		"content":      {stays, "{}\n{\"migrations\": 2}\n" + applied, "let me in", ""},
		"failed first": {stays, failed + "\n" + applied, "let me in", ""},
		"a blueprint": {"echo '{\"level\": \"warning\", \"event\": \"no such flow\"}'; echo later\n" + stays, failed, "let me in",
			"1 of 2 blueprints were applied; these were not: one.yaml (error); what the worker complained of last:\n    {\"level\": \"warning\", \"event\": \"no such flow\"}"},
		"failed again":   {stays, since(one), "let me in", ""},
		"failed since":   {stays, since("what it held before"), "let me in", "1 of 2 blueprints were applied; these were not: one.yaml (error)"},
		"another's":      {stays, applied, "let them in", "logging in as akadmin: the challenge ak-stage-password is asked again: map[password:invalid]"},
		"traceback":      {"echo before; echo '{\"exception\": \"" + traceback + ": because\"}'\n" + stays, applied, "let me in", "the worker wrote a traceback:\n{\"exception\": \"" + traceback + ": because"},
		"no such answer": {stays, "nothing", "let me in", "asking the database how far it is: invalid character"},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFake(t, c.script, c.state)
			err := f.run(t.Context(), Options{Check: true, Password: c.password})
			if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("the error is %v, want %q; it said\n%s", err, c.want, f.out.String())
			}
			if c.want == "" && !strings.Contains(f.out.String(), "ready: 2 of 2 blueprints") {
				t.Errorf("it says %s", f.out.String())
			}
		})
	}
}

// TestNotReady ends when the time is up, with what the parts said last.
func TestNotReady(t *testing.T) {
	err := newFake(t, stays, "{}").run(t.Context(), Options{Timeout: 2 * time.Second})
	if err == nil || !strings.Contains(err.Error(), "it was not ready after 2s") {
		t.Errorf("the error is %v", err)
	}
}

// TestData starts twice with the same folder: secret key, password and database are those of the first start, and uploads and
// logs lie there.
func TestData(t *testing.T) {
	data := filepath.Join(t.TempDir(), "a folder")
	var said []string
	for _, password := range []string{"let me in", ""} {
		f := newFake(t, stays+"\n", applied)
		err := f.run(soon(t, func() bool {
			log, _ := os.ReadFile(filepath.Join(data, "logs", "server.log"))
			return strings.Contains(f.out.String(), "^C ends it") && len(log) > 0
		}), Options{Data: data, Password: password})
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(f.out.String(), "log in as akadmin with the password let me in\nDatabase, uploads and logs lie in "+data) {
			t.Errorf("it says %s", f.out.String())
		}
		log, err := os.ReadFile(filepath.Join(data, "logs", "worker.log"))
		if err != nil {
			t.Fatal(err)
		}
		said = append(said, string(log))
	}
	if said[0] != said[1] || !strings.Contains(said[0], "worker with ") {
		t.Errorf("the worker has %q at first and %q then", said[0], said[1])
	}
	if _, err := os.Stat(filepath.Join(data, "postgresql", "PG_VERSION")); err != nil {
		t.Error(err)
	}
	err := newFake(t, stays, applied).run(t.Context(), Options{Data: data, Password: "another"})
	if err == nil || !strings.Contains(err.Error(), "leave --password out") {
		t.Errorf("the error is %v, want what to do", err)
	}
}

// TestFixed finds a port for port 0, and leaves any other.
func TestFixed(t *testing.T) {
	if got, err := fixed("127.0.0.1:9000"); err != nil || got != "127.0.0.1:9000" {
		t.Errorf("it is %s, %v", got, err)
	}
	got, err := fixed("127.0.0.1:0")
	if err != nil || !strings.HasPrefix(got, "127.0.0.1:") || strings.HasSuffix(got, ":0") {
		t.Errorf("it is %s, %v", got, err)
	}
}
