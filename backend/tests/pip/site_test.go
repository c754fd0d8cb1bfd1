// Package pip compares the third-party site with what pip installs from the same wheels.
package pip

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"akbuild.internal/tools/testing/testenv"
)

// site is what akbuild site made.
type site struct {
	// folders are those of the places site, bin and data.
	folders map[string]string
	// files has the places of each wheel.
	files map[string][]string
	// owner is the wheel of each place.
	owner map[string]string
}

func openSite(t *testing.T) *site {
	t.Helper()
	out := testenv.Path(t, "AKBUILD_SITE")
	base := filepath.Join(out, "../../..", "third_party")
	s := &site{
		folders: map[string]string{"site": out, "bin": base + "_scripts", "data": base + "_data"},
		files:   map[string][]string{}, owner: map[string]string{},
	}
	list, err := os.ReadFile(base + ".list")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(list)) {
		place, wheel, _ := strings.Cut(strings.TrimSpace(line), "\t")
		s.files[wheel] = append(s.files[wheel], place)
		s.owner[place] = wheel
	}
	// Guards against an empty site, with which all would be equal.
	if len(s.files) < 150 || len(s.owner) < 10_000 {
		t.Fatalf("the site has %d wheels and %d files", len(s.files), len(s.owner))
	}
	return s
}

func (s *site) path(place string) string {
	where, rest, _ := strings.Cut(place, "/")
	return filepath.Join(s.folders[where], rest)
}

// filesBelow are the paths of all files below a folder, through links.
func filesBelow(t *testing.T, root string) []string {
	t.Helper()
	real, err := filepath.EvalSymlinks(root)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	err = filepath.WalkDir(real, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		rel, err := filepath.Rel(real, path)
		found = append(found, filepath.ToSlash(rel))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
