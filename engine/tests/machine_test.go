package engine_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"akbuild.internal/tools/testing/testenv"
)

// machine is a host with the shims on PATH, a checkout and an empty cache.
type machine struct {
	t        *testing.T
	checkout string
	cache    string
	log      string
	environ  []string
}

func newMachine(t *testing.T) *machine {
	t.Helper()
	from := os.Getenv("AKBUILD_CHECKOUT")
	if from == "" {
		testenv.Absent(t, "AKBUILD_CHECKOUT is not set: run it with ./bazelw test //engine/tests:tests_test")
	}
	from, err := filepath.Abs(from)
	if err != nil {
		t.Fatal(err)
	}
	m := &machine{t: t, checkout: t.TempDir(), cache: t.TempDir(), log: filepath.Join(t.TempDir(), "log")}
	copyFile(t, filepath.Join(from, "bazelw"), filepath.Join(m.checkout, "bazelw"), 0o755)
	copyFolder(t, filepath.Join(from, "engine"), filepath.Join(m.checkout, "engine"), 0o644)
	registry := filepath.Join("tools", "registry", "modules")
	for _, module := range []string{"rules_go/0.60.0", "gazelle/0.54.0"} {
		copyFolder(t, filepath.Join(from, registry, module), filepath.Join(m.checkout, registry, module), 0o644)
	}
	shims := filepath.Join(m.checkout, "shims")
	copyFolder(t, filepath.Join(from, "engine", "tests", "testdata", "shims"), shims, 0o755)
	// Of the system only the plain tools: a bazel or nix-build of the engine that runs this test must not be seen.
	plain := filepath.Join(m.checkout, "plain")
	if err := os.Mkdir(plain, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, tool := range []string{
		"bash", "env", "sed", "awk", "grep", "cat", "cut", "tail", "head", "mkdir", "rm", "mv", "cp", "id", "flock", "sleep", "sha256sum",
		"sort", "sync", "readlink", "dirname", "basename", "paste", "wc", "dpkg-deb", "true", "cmp", "stat", "find",
	} {
		path, err := exec.LookPath(tool)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(path, filepath.Join(plain, tool)); err != nil {
			t.Fatal(err)
		}
	}
	m.environ = []string{"PATH=" + shims + ":" + plain, "HOME=" + m.cache, "XDG_CACHE_HOME=" + m.cache, "FAKE_LOG=" + m.log}
	return m
}

func copyFile(t *testing.T, from, to string, mode os.FileMode) {
	t.Helper()
	content, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, content, mode)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func copyFolder(t *testing.T, from, to string, mode os.FileMode) {
	t.Helper()
	if err := os.MkdirAll(to, 0o755); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(from)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if info, err := os.Stat(filepath.Join(from, e.Name())); err == nil && info.Mode().IsRegular() {
			copyFile(t, filepath.Join(from, e.Name()), filepath.Join(to, e.Name()), mode)
		}
	}
}

// installHostBazel gives the machine a Bazel that says the version and otherwise runs a command of bash, and a Nix.
func (m *machine) installHostBazel(version, command string) {
	m.t.Helper()
	script := "#!/bin/bash\n[[ $1 == --version ]] && { echo '" + version + "'; exit; }\n" + command + "\n"
	for name, content := range map[string]string{"bazel": script, "nix-build": "#!/bin/bash\n"} {
		if err := os.WriteFile(filepath.Join(m.checkout, "shims", name), []byte(content), 0o755); err != nil {
			m.t.Fatal(err)
		}
	}
}

// command is a call of bazelw with variables added to the environment.
func (m *machine) command(environ []string, arguments ...string) *exec.Cmd {
	cmd := exec.Command(filepath.Join(m.checkout, "bazelw"), arguments...)
	cmd.Dir, cmd.Env = m.checkout, append(append([]string{}, m.environ...), environ...)
	return cmd
}

// call runs bazelw to its end.
func (m *machine) call(environ []string, arguments ...string) (output, problem string, err error) {
	cmd := m.command(environ, arguments...)
	var out, errOut bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errOut
	err = cmd.Run()
	return out.String(), errOut.String(), err
}

// runs is how often the root was made.
func (m *machine) runs() int {
	content, err := os.ReadFile(m.log)
	if err != nil {
		return 0
	}
	return strings.Count(string(content), "run\n")
}

// roots are the folders below roots/, half-made ones included.
func (m *machine) roots() []string {
	var names []string
	entries, _ := os.ReadDir(filepath.Join(m.cache, "authentik-build", "roots"))
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func want(t *testing.T, what, text, part string) {
	t.Helper()
	if !strings.Contains(text, part) {
		t.Errorf("%s is %q, want it to hold %q", what, text, part)
	}
}
