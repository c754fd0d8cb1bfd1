package devserver

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"akbuild.internal/tools/product/api"
	"akbuild.internal/tools/product/processes"
	"akbuild.internal/tools/testing/testenv"
)

// one is what the blueprint one.yaml holds.
const one = "version: 1\nentries: [!Find [a, b]]\n"

// migrates is how the fake interpreter migrates, and lists what there is to migrate.
const migrates = `case $1 in
-m) echo "migrating $2"; [ ! -e "$0.stays" ] || exec sleep 100; [ ! -e "$0.fails" ]; exit ;;
*/manage.py) echo '[X]  a.0001'; for n in 2 3 4; do echo "[ ]  a.000$n"; done; exit ;;
esac
`

// fake is a product whose parts are shell scripts and whose server is the test itself.
type fake struct {
	t    *testing.T
	core string
	*httptest.Server
	out bytes.Buffer
}

// newFake makes a product. Its script gets "worker" or "server" as $1; its state is what the database would say.
func newFake(t *testing.T, script, state string) *fake {
	t.Helper()
	f := &fake{t: t, core: t.TempDir()}
	for file, content := range map[string]string{
		"bin/ak":                   "#!/bin/sh\n" + script,
		"bin/python":               "#!/bin/sh\n" + migrates + "for line in 1 2 3; do cat <<'END'\n" + state + "\nEND\nsleep 0.2; done; exec sleep 100\n",
		"blueprints/one.yaml":      one,
		"blueprints/more/two.yaml": "metadata:\n  name: two\n",
		"blueprints/example.yaml":  "metadata:\n  labels:\n    " + instantiate + ": \"false\"\n",
		"blueprints/other.yaml":    "version: 2\n",
		"blueprints/.hidden.yaml":  "version: 1\n",
	} {
		name := filepath.Join(f.core, file)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(content), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	// A folder of the product may be a link.
	blueprints := filepath.Join(t.TempDir(), "blueprints")
	if err := os.Rename(filepath.Join(f.core, "blueprints"), blueprints); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(blueprints, filepath.Join(f.core, "blueprints")); err != nil {
		t.Fatal(err)
	}
	f.Server = httptest.NewServer(flow(t))
	t.Cleanup(f.Close)
	return f
}

// run runs it, and sees that nothing is left.
func (f *fake) run(ctx context.Context, o Options) error {
	f.t.Helper()
	return f.leavesNothing(o, func(o Options) error { return Run(ctx, o, &f.out) })
}

// leavesNothing does something with it, and sees that nothing is left.
func (f *fake) leavesNothing(o Options, do func(Options) error) error {
	f.t.Helper()
	before := leftovers(f.t)
	o.Product, o.Postgres = f.core, filepath.Dir(testenv.Path(f.t, testenv.Postgres))
	o.HTTP, o.HTTPS = strings.TrimPrefix(f.URL, "http://"), "127.0.0.1:0"
	err := do(o)
	if after := leftovers(f.t); len(after) > len(before) {
		f.t.Errorf("it left the folders %v", after)
	}
	if left := processes.Descendants(); len(left) > 0 {
		f.t.Errorf("it left the processes %v", left)
	}
	return err
}

func leftovers(t *testing.T) []string {
	t.Helper()
	var found []string
	for _, pattern := range []string{"/tmp/akdev*", "/tmp/akpg*"} {
		some, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, some...)
	}
	return found
}

// flow answers as authentik does: health, and a login in two stages.
func flow(t *testing.T) http.Handler {
	t.Helper()
	var mutex sync.Mutex
	stages := map[string]string{"": "ak-stage-identification", "ak-stage-identification": "ak-stage-password", "ak-stage-password": "xak-flow-redirect"}
	wanted := map[string]string{"ak-stage-identification": "uid_field=akadmin", "ak-stage-password": "password=let me in"}
	loggedIn := false
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mutex.Lock()
		defer mutex.Unlock()
		w.Header().Set("X-Powered-By", "authentik")
		answer, problems := map[string]any{}, map[string]any{}
		switch {
		case strings.HasPrefix(r.URL.Path, "/-/health/"):
		case r.URL.Path == "/api/v3/core/users/me/" && loggedIn:
			answer["user"] = map[string]any{"username": "akadmin", "is_superuser": true}
		case strings.HasPrefix(r.URL.RequestURI(), "/api/v3/flows/executor/"+api.LoginFlow+"/?query="):
			given := map[string]any{}
			if r.Method == http.MethodPost {
				_ = json.NewDecoder(r.Body).Decode(&given)
			}
			now, _ := given["component"].(string)
			if key, value, _ := strings.Cut(wanted[now], "="); key != "" && given[key] != value {
				problems[key] = "invalid"
				answer["component"], answer["response_errors"] = now, problems
				break
			}
			answer["component"] = stages[now]
			loggedIn = loggedIn || now == "ak-stage-password"
		default:
			w.WriteHeader(http.StatusForbidden)
		}
		_ = json.NewEncoder(w).Encode(answer)
	})
}

// soon ends a context when something is so.
func soon(t *testing.T, so func() bool) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	go func() {
		for !so() && ctx.Err() == nil {
			time.Sleep(20 * time.Millisecond)
		}
		cancel()
	}()
	return ctx
}
