package lint

import (
	"bytes"
	"go/format"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

func TestGofmt(t *testing.T) {
	visit(t, func(p string) bool { return strings.HasSuffix(p, ".go") && !testdata(p) }, func(p, _ string, content []byte) {
		formatted, err := format.Source(content)
		if err != nil {
			t.Errorf("%s: %v", p, err)
		} else if !bytes.Equal(formatted, content) {
			t.Errorf("%s is not formatted: gofmt -w %s", p, p)
		}
	})
}

func TestBuildifier(t *testing.T) {
	buildifier := runfile(t, "AKBUILD_LINT_BUILDIFIER")
	starlark := func(p string) bool {
		return !testdata(p) && (path.Base(p) == "BUILD.bazel" || path.Base(p) == "MODULE.bazel" || strings.HasSuffix(p, ".bzl"))
	}
	visit(t, starlark, func(p, file string, content []byte) {
		// Under its own name, since buildifier's rules differ between BUILD, MODULE and .bzl files.
		named := filepath.Join(t.TempDir(), path.Base(p))
		if err := os.WriteFile(named, content, 0o644); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(buildifier, "-mode=check", "-lint=warn", "-warnings=-module-docstring", named).CombinedOutput()
		if err != nil {
			t.Errorf("%s is not formatted: buildifier -lint=fix %s\n%s", p, p, strings.ReplaceAll(string(out), named, p))
		}
	})
}

// BUILD files of Go packages are as gazelle writes them.
func TestGazelle(t *testing.T) {
	gazelle := runfile(t, "AKBUILD_LINT_GAZELLE")
	dir := t.TempDir()
	visit(t, func(string) bool { return true }, func(p, _ string, content []byte) {
		to := filepath.Join(dir, filepath.FromSlash(p))
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, content, 0o644); err != nil {
			t.Fatal(err)
		}
	})
	out, err := exec.Command(gazelle, "-repo_root", dir, "-external=static", "-mode=diff", dir).CombinedOutput()
	if err != nil || len(bytes.TrimSpace(out)) > 0 {
		t.Errorf("BUILD files are not current: ./bazelw exec -- tools/gazelle\n%s", out)
	}
}

// Text files end in one newline and no line ends in a blank.
func TestWhitespace(t *testing.T) {
	text := func(p string) bool {
		if testdata(p) || strings.HasPrefix(p, "sample/") {
			return false
		}
		switch path.Ext(p) {
		case ".sh", ".nix", ".md", ".json", ".yml", ".yaml", ".bzl", ".bazel", ".txt", ".toml":
			return true
		}
		return path.Base(p) == "bazelw"
	}
	visit(t, text, func(p, _ string, content []byte) {
		if len(content) > 0 && !bytes.HasSuffix(content, []byte("\n")) {
			t.Errorf("%s does not end in a newline", p)
		}
		for i, line := range strings.Split(string(content), "\n") {
			if strings.TrimRight(line, " \t\r") != line {
				t.Errorf("%s:%d ends in a blank", p, i+1)
			}
		}
	})
}
