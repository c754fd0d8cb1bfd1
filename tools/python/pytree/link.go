package pytree

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// storedMode is the mode that Bazel gives to each file it makes. It would give it to files that it reaches through a link, too.
const storedMode fs.FileMode = 0o555

// Link says which installed site to link to, in Nix's store, and where the links come.
type Link struct {
	// Place is a file that holds the path of the folder with what akbuild site made: site, scripts, data and list.
	Place string
	// Site, Scripts, Data and List are the links to make.
	Site, Scripts, Data, List string
}

// Make makes the links. In their places may lie empty folders, as Bazel makes them.
func (l Link) Make() error {
	content, err := os.ReadFile(l.Place)
	if err != nil {
		return fmt.Errorf("reading where the installed site lies: %w", err)
	}
	stored := strings.TrimSpace(string(content))
	for _, link := range [][2]string{{"site", l.Site}, {"scripts", l.Scripts}, {"data", l.Data}, {"list", l.List}} {
		target := filepath.Join(stored, link[0])
		found, err := os.Stat(target)
		if err != nil {
			return fmt.Errorf("linking to the installed site: %s is not there; ./bazelw doctor --repair has Nix make it again", target)
		}
		if mode := found.Mode().Perm(); mode != storedMode {
			return fmt.Errorf("linking to the installed site: %s has the mode %o in place of %o, which Bazel would change; make it by nix/packages/backend/python-site.nix", target, mode, storedMode)
		}
		if err := os.Remove(link[1]); err != nil && !os.IsNotExist(err) {
			return fmt.Errorf("linking to the installed site: %w", err)
		}
		if err := os.Symlink(target, link[1]); err != nil {
			return fmt.Errorf("linking to the installed site: %w", err)
		}
	}
	return nil
}
