package npm

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"akbuild.internal/tools/base/tree"
)

// manifest is what a package.json asks for; of the project and its workspaces the lock repeats it.
type manifest struct {
	Dependencies         map[string]string `json:"dependencies"`
	DevDependencies      map[string]string `json:"devDependencies"`
	OptionalDependencies map[string]string `json:"optionalDependencies"`
	PeerDependencies     map[string]string `json:"peerDependencies"`
}

// InStep fails if a lock was made for other package.json files than those that lie beside it and in its workspaces: npm ci
// refuses such a lock, too.
func InStep(lockFile string) error {
	content, err := os.ReadFile(lockFile)
	if err != nil {
		return fmt.Errorf("reading the npm lock %s: %w", lockFile, tree.Reason(err))
	}
	var lock struct{ Packages map[string]manifest }
	if err := json.Unmarshal(content, &lock); err != nil {
		return fmt.Errorf("reading the npm lock %s: it is not JSON as npm writes it: %w", lockFile, err)
	}
	for _, folder := range slices.Sorted(maps.Keys(lock.Packages)) {
		if strings.Contains(folder, "node_modules/") || !filepath.IsLocal(filepath.Join(".", filepath.FromSlash(folder))) {
			continue
		}
		file := filepath.Join(filepath.Dir(lockFile), filepath.FromSlash(folder), "package.json")
		content, err := os.ReadFile(file)
		if folder != "" && errors.Is(err, fs.ErrNotExist) {
			// Of a workspace that is no more npm keeps an entry, and ci ignores it.
			continue
		}
		if err != nil {
			return fmt.Errorf("comparing the npm lock %s with the packages that it was made for: %w", lockFile, tree.Reason(err))
		}
		var asks manifest
		if err := json.Unmarshal(content, &asks); err != nil {
			return fmt.Errorf("reading %s: %w", file, err)
		}
		if differs := asks.differs(lock.Packages[folder]); differs != "" {
			return fmt.Errorf("reading the npm lock %s: it is not in step with %s, which %s; make it again in the source: npm install --package-lock-only", lockFile, file, differs)
		}
	}
	return nil
}

// differs says the first thing that a package.json asks for and the lock was not made for, or the other way round.
func (m manifest) differs(locked manifest) string {
	for _, pair := range [][2]map[string]string{
		{m.Dependencies, locked.Dependencies},
		{m.DevDependencies, locked.DevDependencies},
		{m.OptionalDependencies, locked.OptionalDependencies},
		{m.PeerDependencies, locked.PeerDependencies},
	} {
		for _, name := range slices.Sorted(maps.Keys(pair[0])) {
			switch asked, made := pair[0][name], pair[1][name]; {
			case made == "":
				return fmt.Sprintf("asks for %s %s; the lock knows nothing of it", name, asked)
			case made != asked:
				return fmt.Sprintf("asks for %s %s; the lock was made for %s", name, asked, made)
			}
		}
		for _, name := range slices.Sorted(maps.Keys(pair[1])) {
			if _, asked := pair[0][name]; !asked {
				return fmt.Sprintf("does not ask for %s any more", name)
			}
		}
	}
	return ""
}
