package stage

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func fill(content string) func(string) error {
	return func(tmp string) error { return os.WriteFile(filepath.Join(tmp, "file"), []byte(content), 0o600) }
}

func TestDir(t *testing.T) {
	for _, exists := range []bool{false, true} {
		out := filepath.Join(t.TempDir(), "deep", "out")
		if exists {
			if err := os.MkdirAll(out, 0o755); err != nil {
				t.Fatal(err)
			}
		}
		if err := Dir(out, fill("x")); err != nil {
			t.Fatalf("exists=%v: %v", exists, err)
		}
		if content, err := os.ReadFile(filepath.Join(out, "file")); err != nil || string(content) != "x" {
			t.Errorf("exists=%v: read %q, %v", exists, content, err)
		}
		onlyEntry(t, filepath.Dir(out), "out")
	}
}

func TestDirIsNeverReplaced(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	if err := Dir(out, fill("old")); err != nil {
		t.Fatal(err)
	}
	err := Dir(out, func(string) error { t.Error("filled a folder that is refused"); return nil })
	want := "writing " + out + ": it exists and is not empty; remove it first: rm -r " + out
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestDirLeavesNothingOnFailure(t *testing.T) {
	parent := t.TempDir()
	failure := errors.New("half way")
	err := Dir(filepath.Join(parent, "out"), func(tmp string) error {
		if err := fill("x")(tmp); err != nil {
			return err
		}
		return failure
	})
	if !errors.Is(err, failure) {
		t.Errorf("got %v", err)
	}
	onlyEntry(t, parent, "")
}

func TestFile(t *testing.T) {
	out := filepath.Join(t.TempDir(), "deep", "file")
	for _, content := range []string{"first", "second"} {
		if err := File(out, []byte(content)); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(out); err != nil || string(got) != content {
			t.Errorf("read %q, %v", got, err)
		}
	}
	info, err := os.Stat(out)
	if err != nil || info.Mode().Perm() != 0o644 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	onlyEntry(t, filepath.Dir(out), "file")
}

func onlyEntry(t *testing.T, dir, want string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, e := range entries {
		found = append(found, e.Name())
	}
	if got := strings.Join(found, " "); got != want {
		t.Errorf("%s holds %q, want %q", dir, got, want)
	}
}
