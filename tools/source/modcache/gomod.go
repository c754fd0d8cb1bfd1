package modcache

import (
	"fmt"
	"os"
	"slices"

	"akbuild.internal/tools/base/tree"
	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
)

// checkGoMod fails when go.sum has no hash for a module that go.mod asks for, before anything is downloaded. Modules of
// except and those that go.mod replaces by a folder need none.
func checkGoMod(goMod, goSum string, lines []Line, except []string) error {
	content, err := os.ReadFile(goMod)
	if err != nil {
		return fmt.Errorf("reading %s: %w", goMod, tree.Reason(err))
	}
	file, err := modfile.Parse(goMod, content, nil)
	if err != nil {
		return fmt.Errorf("reading %w", err)
	}
	hashed := map[module.Version]bool{}
	for _, l := range lines {
		if l.Mod {
			hashed[l.Version] = true
		}
	}
	for _, r := range file.Require {
		want := replaced(file, r.Mod)
		if slices.Contains(except, r.Mod.Path) || want.Version == "" || hashed[want] {
			continue
		}
		return fmt.Errorf("reading %s: it asks for %s, of which %s has no hash; the two are out of step, write them anew: go mod tidy", goMod, want, goSum)
	}
	return nil
}

// replaced is the module that go takes for a required one; without a version it is a folder.
func replaced(file *modfile.File, m module.Version) module.Version {
	found := m
	for _, r := range file.Replace {
		if r.Old.Path == m.Path && r.Old.Version == m.Version {
			return r.New
		}
		if r.Old.Path == m.Path && r.Old.Version == "" {
			found = r.New
		}
	}
	return found
}
