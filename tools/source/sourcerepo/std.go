package sourcerepo

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"akbuild.internal/tools/base/tree"
)

// StandardPackages lists the packages of an SDK's standard library that other code can import.
//
// Gazelle carries such a list of its own, made for one Go version, and takes what it does not know for a vendored package.
func StandardPackages(goRoot string) ([]string, error) {
	root := filepath.Join(goRoot, "src")
	found := map[string]bool{}
	err := filepath.WalkDir(root, func(p string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, p)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		name := e.Name()
		if e.IsDir() {
			if rel == "cmd" || name == "internal" || name == "vendor" || name == "testdata" {
				return fs.SkipDir
			}
			return nil
		}
		if dir, _ := filepath.Split(rel); dir != "" && strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
			found[strings.TrimSuffix(dir, "/")] = true
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("listing the standard library of the Go SDK %s: %w", goRoot, tree.Reason(err))
	}
	if !found["fmt"] {
		return nil, fmt.Errorf("listing the standard library of the Go SDK %s: %s has no package fmt; name the folder that holds bin/go and src", goRoot, root)
	}
	list := make([]string, 0, len(found))
	for p := range found {
		list = append(list, p)
	}
	slices.Sort(list)
	return list, nil
}
