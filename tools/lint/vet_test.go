package lint

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// module lays out the Go module of this repository with its vendored dependencies in a temporary folder and returns the
// folder and the environment of an offline go command in it. Folders with a go.mod of their own are other modules.
func module(t *testing.T) (dir string, environ []string) {
	t.Helper()
	goRoot := filepath.Dir(runfile(t, "AKBUILD_LINT_GO_ROOT_FILE"))
	vendor := filepath.Dir(runfileLink(t, "AKBUILD_LINT_MODULES_TXT"))
	dir = t.TempDir()
	part := func(p string) bool {
		// It is compiled within the source's own module, which is not here.
		if strings.HasPrefix(p, "server/proxy/") {
			return false
		}
		name := filepath.Base(p)
		return name == "go.mod" || name == "go.sum" || filepath.Ext(p) == ".go" || strings.HasPrefix(p, "tools/") && name != "BUILD.bazel"
	}
	visit(t, part, func(p, file string, content []byte) {
		to := filepath.Join(dir, filepath.FromSlash(p))
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, content, 0o644); err != nil {
			t.Fatal(err)
		}
	})
	vendored(t, vendor, filepath.Join(dir, "vendor"))
	scratch := t.TempDir()
	return dir, []string{
		"PATH=" + filepath.Join(goRoot, "bin"), "HOME=" + scratch, "GOROOT=" + goRoot, "GOCACHE=" + filepath.Join(scratch, "cache"),
		"GOMODCACHE=" + filepath.Join(scratch, "mod"), "GOFLAGS=-mod=vendor", "GOPROXY=off", "GOTOOLCHAIN=local", "GOENV=off",
		"CGO_ENABLED=0", "GOTELEMETRY=off", "STATICCHECK_CACHE=" + filepath.Join(scratch, "staticcheck"),
	}
}

// vendored lays out the vendor folder. The runfiles hold links, which is as well for Go files; go embeds no others by a link.
func vendored(t *testing.T, from, to string) {
	t.Helper()
	err := filepath.WalkDir(from, func(file string, e os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, file)
		if err != nil {
			return err
		}
		place := filepath.Join(to, rel)
		switch {
		case e.IsDir():
			return os.MkdirAll(place, 0o755)
		case filepath.Ext(rel) == ".go":
			return os.Symlink(file, place)
		}
		content, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		return os.WriteFile(place, content, 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// runfileLink is like runfile without resolving links: the folder around the file matters.
func runfileLink(t *testing.T, variable string) string {
	t.Helper()
	runfile(t, variable)
	path, err := filepath.Abs(os.Getenv(variable))
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func TestVetAndStaticcheck(t *testing.T) {
	staticcheck := runfile(t, "AKBUILD_LINT_STATICCHECK")
	dir, environ := module(t)
	for _, command := range [][]string{{"go", "vet", "./..."}, {staticcheck, "./..."}} {
		program := command[0]
		if program == "go" {
			program = filepath.Join(filepath.Dir(runfile(t, "AKBUILD_LINT_GO_ROOT_FILE")), "bin", "go")
		}
		cmd := exec.Command(program, command[1:]...)
		cmd.Dir, cmd.Env = dir, environ
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s %s: %v\n%s", filepath.Base(command[0]), strings.Join(command[1:], " "), err, out)
		}
	}
}
