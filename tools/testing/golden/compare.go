package golden

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"akbuild.internal/tools/base/manifest"
	"akbuild.internal/tools/base/tree"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// text compares what a case printed with the file of that name; a file that is not there is an empty one.
func (c *run) text(t *testing.T, name, got string) {
	t.Helper()
	got = strings.NewReplacer(c.in(), "$IN", c.out(), "$OUT").Replace(got)
	file := filepath.Join(c.dir, name)
	if *update {
		if got == "" {
			_ = os.Remove(file)
		} else if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

// tree compares a folder with the archive of that name, if there is one, or else with what it held before.
func (c *run) tree(t *testing.T, name, root string, before map[string]string) {
	t.Helper()
	file := filepath.Join(c.dir, name)
	want, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		if before != nil {
			if diff := cmp.Diff(before, files(t, root)); diff != "" {
				t.Errorf("the command changed its input (-before +after):\n%s", diff)
			}
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	var archive txtar.Archive
	list, err := tree.List(root, tree.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range list {
		content, err := os.ReadFile(f.Path)
		if err != nil {
			t.Fatal(err)
		}
		content = bytes.ReplaceAll(content, []byte(c.in()), []byte("$IN"))
		archive.Files = append(archive.Files, txtar.File{Name: f.Rel, Data: content})
	}
	got := txtar.Format(&archive)
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

// recorded sees to it that there is something to compare an output with; -update makes it.
func (c *run) recorded(t *testing.T) {
	t.Helper()
	if _, err := os.Lstat(c.out()); err != nil {
		return
	}
	if hasOutput(c.dir) {
		return
	}
	if *update {
		if err := os.WriteFile(filepath.Join(c.dir, "out.txtar"), nil, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Errorf("the case makes an output, and there is neither an out.txtar nor an out.sha256 to compare it with: run it with -update")
}

// hasOutput says whether a case has what its output is compared with.
func hasOutput(dir string) bool {
	for _, name := range []string{"out.txtar", "out.sha256"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
			return true
		}
	}
	return false
}

func (c *run) sums(t *testing.T) {
	t.Helper()
	file := filepath.Join(c.dir, "out.sha256")
	want, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	got, err := manifest.Of(c.out())
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("out.sha256 (-want +got):\n%s", diff)
	}
}

// nothingLeft checks that a failed command wrote nothing, not even beside its output.
func (c *run) nothingLeft(t *testing.T, entries []string, before map[string]string) {
	t.Helper()
	if diff := cmp.Diff(entries, names(t, c.work)); diff != "" {
		t.Errorf("the failed command left something behind (-before +after):\n%s", diff)
	}
	if diff := cmp.Diff(before, files(t, c.in())); diff != "" {
		t.Errorf("the failed command changed its input (-before +after):\n%s", diff)
	}
}

func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, e := range entries {
		found = append(found, e.Name())
	}
	return found
}

// files are a folder's files with their content, and its empty folders.
func files(t *testing.T, root string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(root, func(p string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, p)
		if err != nil {
			return err
		}
		if e.IsDir() {
			found[rel+"/"] = ""
			return nil
		}
		content, err := os.ReadFile(p)
		found[rel] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
