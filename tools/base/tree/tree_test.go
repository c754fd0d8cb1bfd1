package tree

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// plant makes files (by content) and links (by target, with the prefix "-> ") below a new folder.
func plant(t *testing.T, entries map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, content := range entries {
		full := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		var err error
		if len(content) > 3 && content[:3] == "-> " {
			err = os.Symlink(content[3:], full)
		} else {
			err = os.WriteFile(full, []byte(content), 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func TestListReadsThroughLinks(t *testing.T) {
	elsewhere := plant(t, map[string]string{"one": "1", "sub/two": "2"})
	root := plant(t, map[string]string{"Z": "", "a/b": "", "a-b": "", "file": "-> " + elsewhere + "/one", "dir": "-> " + elsewhere + "/sub", "skipped/x": ""})
	files, err := List(root, Options{Skip: func(rel string, dir bool) bool { return dir && rel == "skipped" }})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]bool{}
	var order []string
	for _, f := range files {
		got[f.Rel] = f.Linked
		order = append(order, f.Rel)
	}
	if diff := cmp.Diff([]string{"Z", "a-b", "a/b", "dir/two", "file"}, order); diff != "" {
		t.Error(diff)
	}
	if !got["dir/two"] || !got["file"] || got["a/b"] {
		t.Errorf("links: %v", got)
	}
}

func TestListLinksThatLeadNowhere(t *testing.T) {
	for name, c := range map[string]struct{ target, want string }{
		"loop":     {"..", "the link %s/d/link leads to a folder that it lies in"},
		"dangling": {"none", "the link %s/d/link leads nowhere"},
	} {
		t.Run(name, func(t *testing.T) {
			root := plant(t, map[string]string{"d/link": "-> " + c.target, "d/file": ""})
			_, err := List(root, Options{})
			want := "listing " + root + ": " + filepath.ToSlash(replace(c.want, root))
			if err == nil || err.Error() != want {
				t.Errorf("got %v, want %s", err, want)
			}
			var told []string
			files, err := List(root, Options{Dangling: func(rel string) { told = append(told, rel) }})
			if err != nil || len(files) != 1 || len(told) != 1 || told[0] != "d/link" {
				t.Errorf("files %v, told %v, %v", files, told, err)
			}
		})
	}
}

func replace(format, root string) string {
	return format[:len("the link ")] + root + format[len("the link %s"):]
}

func TestCopyAndNormalise(t *testing.T) {
	from := plant(t, map[string]string{"a/b": "content", "link": "-> a/b"})
	files, err := List(from, Options{})
	if err != nil {
		t.Fatal(err)
	}
	to := t.TempDir()
	if err := Copy(to, "below", files); err != nil {
		t.Fatal(err)
	}
	if err := Normalise(to); err != nil {
		t.Fatal(err)
	}
	for name, mode := range map[string]os.FileMode{"below": os.ModeDir | 0o755, "below/a/b": 0o644, "below/link": 0o644} {
		info, err := os.Lstat(filepath.Join(to, name))
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode() != mode || !info.ModTime().Equal(Epoch) {
			t.Errorf("%s: mode %v, time %v", name, info.Mode(), info.ModTime())
		}
	}
}

func TestNormaliseRefusesLinks(t *testing.T) {
	root := plant(t, map[string]string{"link": "-> elsewhere"})
	if err := Normalise(root); err == nil || err.Error() != "setting modes and times below "+root+": link is not a regular file" {
		t.Errorf("got %v", err)
	}
}
