package installed

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The test's own program is what asks, from below each of the folders; it prints what it finds when this is set.
const ask = "INSTALLED_TEST_ASK"

func TestMain(m *testing.M) {
	if os.Getenv(ask) != "" {
		os.Stdout.WriteString(strings.Join([]string{Path("web/dist"), Core("lifecycle"), Path("manage.py"), os.Getenv(dataVariable), os.Getenv(mediaVariable)}, "\n"))
		return
	}
	os.Exit(m.Run())
}

// plant makes a folder with these files, and the program as bin/authentik.
func plant(t *testing.T, files ...string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	dir = filepath.Join(dir, "with blanks")
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(self)
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "bin/authentik"), content)
	for _, name := range files {
		write(t, filepath.Join(dir, name), nil)
	}
	return dir
}

func write(t *testing.T, name string, content []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, content, 0o755); err != nil {
		t.Fatal(err)
	}
}

func TestSetting(t *testing.T) {
	for value, want := range map[string]string{"": "/opt/guacd", "/usr/sbin/guacd": "/usr/sbin/guacd"} {
		t.Setenv("INSTALLED_TEST_SETTING", value)
		if got := Setting("INSTALLED_TEST_SETTING", "/opt/guacd"); got != want {
			t.Errorf("set to %q it is %q, want %q", value, got, want)
		}
	}
}

func TestWhereThingsLie(t *testing.T) {
	server := plant(t, "web/dist/index.html")
	core := plant(t, "web/dist/icon.png", "lifecycle/ak", "manage.py")
	joined := plant(t, "web/dist/index.html", "lifecycle/ak", "manage.py")
	bare := plant(t)
	link := filepath.Join(t.TempDir(), "authentik")
	if err := os.Symlink(filepath.Join(joined, "bin/authentik"), link); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		program string
		environ []string
		want    []string
	}{
		"two folders":           {server + "/bin/authentik", []string{treeVariable + "=" + core}, []string{server + "/web/dist", core + "/lifecycle", core + "/manage.py", core + "/data"}},
		"server without a UI":   {bare + "/bin/authentik", []string{treeVariable + "=" + core}, []string{core + "/web/dist", core + "/lifecycle", core + "/manage.py", core + "/data"}},
		"one folder":            {joined + "/bin/authentik", nil, []string{joined + "/web/dist", joined + "/lifecycle", joined + "/manage.py", joined + "/data"}},
		"one folder, by a link": {link, nil, []string{joined + "/web/dist", joined + "/lifecycle", joined + "/manage.py", joined + "/data"}},
		"ak of another tree":    {joined + "/bin/authentik", []string{treeVariable + "=" + core}, []string{joined + "/web/dist", core + "/lifecycle", joined + "/manage.py", core + "/data"}},
		"source tree":           {bare + "/bin/authentik", nil, []string{"./web/dist", "./lifecycle", "./manage.py", "data"}},
		"data are elsewhere":    {joined + "/bin/authentik", []string{dataVariable + "=/srv/data"}, []string{joined + "/web/dist", joined + "/lifecycle", joined + "/manage.py", "/srv/data"}},
	} {
		t.Run(name, func(t *testing.T) {
			cmd := exec.CommandContext(t.Context(), c.program)
			cmd.Dir, cmd.Env = t.TempDir(), append(c.environ, ask+"=1")
			out, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			if want := strings.Join(append(c.want, filepath.Join(c.want[3], "media")), "\n"); string(out) != want {
				t.Errorf("found\n%s\nwant\n%s", out, want)
			}
		})
	}
}
