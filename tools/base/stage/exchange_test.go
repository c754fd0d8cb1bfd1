package stage

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestExchange(t *testing.T) {
	fresh := func(tmp string) error {
		if err := os.Mkdir(tmp, 0o755); err != nil {
			return err
		}
		return fill("new")(tmp)
	}
	failure := errors.New("half way")
	for name, c := range map[string]struct {
		there bool
		fill  func(string) error
		want  string
		err   error
	}{
		"nothing there":         {false, fresh, "new", nil},
		"something there":       {true, fresh, "new", nil},
		"failing, nothing":      {false, func(string) error { return failure }, "", failure},
		"failing, something":    {true, func(tmp string) error { return errors.Join(fresh(tmp), failure) }, "old", failure},
		"filling nothing there": {true, func(string) error { return nil }, "old", os.ErrNotExist},
	} {
		t.Run(name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "deep", "out")
			if c.there {
				if err := os.MkdirAll(out, 0o755); err != nil {
					t.Fatal(err)
				}
				if err := fill("old")(out); err != nil {
					t.Fatal(err)
				}
			}
			if err := Exchange(out, c.fill); c.err == nil && err != nil || c.err != nil && err == nil {
				t.Errorf("got %v, want %v", err, c.err)
			}
			content, _ := os.ReadFile(filepath.Join(out, "file"))
			if string(content) != c.want {
				t.Errorf("%s holds %q, want %q", out, content, c.want)
			}
			entries := "out"
			if c.want == "" {
				entries = ""
			}
			onlyEntry(t, filepath.Dir(out), entries)
		})
	}
}
