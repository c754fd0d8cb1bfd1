package vendoring

import (
	"fmt"
	"os"

	"akbuild.internal/tools/base/tree"
	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
)

// readGoMod parses a go.mod.
func readGoMod(name string) (*modfile.File, error) {
	content, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, tree.Reason(err))
	}
	file, err := modfile.Parse(name, content, nil)
	if err != nil {
		return nil, fmt.Errorf("reading %w", err)
	}
	if file.Module == nil {
		return nil, fmt.Errorf("reading %s: it has no module line; add one: go mod edit -module=goauthentik.io", name)
	}
	return file, nil
}

// requirement is what a go.mod says of the client.
type requirement struct {
	module.Version
	// replaces are go.mod's own replace directives for it.
	replaces []*modfile.Replace
}

// inForce is the directive that counts: one for the required version before one for all; nil without either.
func (r requirement) inForce() *modfile.Replace {
	var found *modfile.Replace
	for _, rep := range r.replaces {
		if rep.Old.Version == r.Version.Version || rep.Old.Version == "" && found == nil {
			found = rep
		}
	}
	return found
}

// clientRequirement finds the client in a go.mod, or fails saying how to put it there.
func clientRequirement(file *modfile.File, name, client string) (requirement, error) {
	for _, r := range file.Require {
		if r.Mod.Path != client {
			continue
		}
		found := requirement{Version: r.Mod}
		for _, rep := range file.Replace {
			if rep.Old.Path == client {
				found.replaces = append(found.replaces, rep)
			}
		}
		return found, nil
	}
	return requirement{}, fmt.Errorf("looking for the API client in %s: it does not require %s; add it with the version the source was written for: go mod edit -require=%s@VERSION %s", name, client, client, name)
}
