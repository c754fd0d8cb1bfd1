package kit

import (
	"context"
	"maps"
	"path"
	"slices"
)

// Unlisted are the downloads behind derivations, paths in the Nix store, that no repository of the checkout asks for, by what they
// bring: a kit has none of them.
func (c Checkout) Unlisted(ctx context.Context, derivations []string) ([]string, error) {
	from, err := roots(c.OutputBase, c.wants)
	if err != nil {
		return nil, err
	}
	listed, _, err := downloads(ctx, from)
	if err != nil {
		return nil, err
	}
	has := map[string]bool{}
	for _, d := range listed {
		has[d.Env["out"]] = true
	}
	known, err := show(ctx, derivations)
	if err != nil {
		return nil, err
	}
	unlisted := map[string]bool{}
	for _, name := range derivations {
		for _, d := range behind(known, path.Base(name)) {
			if out := d.Env["out"]; !has[out] {
				unlisted[scriptName.ReplaceAllString(path.Base(out), "$1")] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(unlisted)), nil
}
