// Package committed_test compares clients that lie in authentik's source with what the source's schema and the generator give, which
// nobody else does: a client that is out of step with its schema calls what the core no longer has.
package committed_test

import (
	"bytes"
	"go/format"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"akbuild.internal/tools/testing/testenv"
)

// path is what BUILD.bazel says of a place.
func path(t *testing.T, variable string) string {
	t.Helper()
	value := os.Getenv(variable)
	if value == "" {
		testenv.Absent(t, "%s is not set: run it with ./bazelw test //clients/committed:committed_test --//:source=checkout", variable)
	}
	absolute, err := filepath.Abs(value)
	if err != nil {
		t.Fatal(err)
	}
	return absolute
}

// files are those of a list in a variable, by their names.
func files(t *testing.T, variable, suffix string) map[string]string {
	t.Helper()
	path(t, variable)
	found := map[string]string{}
	for _, file := range strings.Fields(os.Getenv(variable)) {
		if strings.HasSuffix(file, suffix) {
			found[filepath.Base(file)] = file
		}
	}
	if len(found) == 0 {
		t.Fatalf("%s names no file *%s", variable, suffix)
	}
	return found
}

// formatted is a Go file as gofmt writes it.
func formatted(t *testing.T, file string) []byte {
	t.Helper()
	content, err := os.ReadFile(file)
	if err == nil {
		content, err = format.Source(content)
	}
	if err != nil {
		t.Fatalf("reading %s: %v", file, err)
	}
	return content
}

// difference is the first line of two texts that is not the same in both.
func difference(a, b []byte) (ours, theirs string) {
	x, y := strings.Split(string(a), "\n"), strings.Split(string(b), "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return strings.TrimSpace(x[i]), strings.TrimSpace(y[i])
		}
	}
	return "", ""
}

// TestGo compares the Go client, comments included.
func TestGo(t *testing.T) {
	committed := files(t, "AKBUILD_GO_FILES", ".go")
	generated, err := filepath.Glob(filepath.Join(path(t, "AKBUILD_GO"), "*.go"))
	if err != nil || len(generated) < 50 {
		t.Fatalf("the generated client has %d files, %v", len(generated), err)
	}
	for _, file := range generated {
		name := filepath.Base(file)
		own, ok := committed[name]
		if !ok {
			t.Errorf("%s: the source has no such file", name)
			continue
		}
		delete(committed, name)
		if a, b := formatted(t, own), formatted(t, file); !bytes.Equal(a, b) {
			ours, theirs := difference(a, b)
			t.Errorf("%s: the source has %q, the generator gives %q", name, ours, theirs)
		}
	}
	for name := range committed {
		t.Errorf("%s: the generator gives no such file", name)
	}
}

// TestTypeScript compares the TypeScript client, whose form upstream changes afterwards.
func TestTypeScript(t *testing.T) {
	names := files(t, "AKBUILD_TYPESCRIPT_FILES", "package.json")
	committed, err := filepath.Abs(filepath.Dir(names["package.json"]))
	if err != nil {
		t.Fatal(err)
	}
	generated := path(t, "AKBUILD_TYPESCRIPT")
	if found, err := filepath.Glob(filepath.Join(generated, "src", "models", "*.ts")); err != nil || len(found) < 500 {
		t.Fatalf("the generated client has %d models, %v", len(found), err)
	}
	out, err := exec.Command(path(t, "AKBUILD_NODE"), path(t, "AKBUILD_COMPARE"), filepath.Dir(path(t, "AKBUILD_TYPESCRIPT_COMPILER")),
		filepath.Join(committed, "src"), filepath.Join(generated, "src")).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	differences := slices.Collect(strings.Lines(string(out)))
	for _, line := range differences[:min(len(differences), 40)] {
		t.Error(strings.TrimSpace(line))
	}
	if len(differences) > 40 {
		t.Errorf("and %d more", len(differences)-40)
	}
}
