package pytree

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// stored makes an installed site as Nix does, with files of that mode, and the file that says where.
func stored(t *testing.T, mode os.FileMode) (place, folder string) {
	t.Helper()
	folder = t.TempDir()
	for _, name := range []string{"site", "scripts", "data"} {
		if err := os.Mkdir(filepath.Join(folder, name), 0o555); err != nil {
			t.Fatal(err)
		}
	}
	place = filepath.Join(t.TempDir(), "place.txt")
	for file, content := range map[string]string{filepath.Join(folder, "list"): "", place: folder + "\n"} {
		if err := os.WriteFile(file, []byte(content), mode); err != nil {
			t.Fatal(err)
		}
	}
	return place, folder
}

// links are to be made in a folder where Bazel has made the folders among them.
func links(t *testing.T, place string) Link {
	t.Helper()
	out := t.TempDir()
	for _, name := range []string{"site", "scripts", "data"} {
		if err := os.Mkdir(filepath.Join(out, name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return Link{
		Place: place,
		Site:  filepath.Join(out, "site"), Scripts: filepath.Join(out, "scripts"), Data: filepath.Join(out, "data"), List: filepath.Join(out, "list"),
	}
}

func TestLink(t *testing.T) {
	place, folder := stored(t, 0o555)
	l := links(t, place)
	if err := l.Make(); err != nil {
		t.Fatal(err)
	}
	for link, name := range map[string]string{l.Site: "site", l.Scripts: "scripts", l.Data: "data", l.List: "list"} {
		if target, err := os.Readlink(link); err != nil || target != filepath.Join(folder, name) {
			t.Errorf("%s leads to %q, %v", name, target, err)
		}
	}
}

func TestLinkRefuses(t *testing.T) {
	gone, folder := stored(t, 0o555)
	if err := os.Remove(filepath.Join(folder, "data")); err != nil {
		t.Fatal(err)
	}
	other, _ := stored(t, 0o444)
	for place, want := range map[string]string{
		gone:  "data is not there; ./bazelw doctor --repair has Nix make it again",
		other: "list has the mode 444 in place of 555",
	} {
		if err := links(t, place).Make(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the error is %v, not one with %q", err, want)
		}
	}
}
