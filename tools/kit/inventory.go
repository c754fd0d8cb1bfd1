package kit

import (
	"context"
	"regexp"
	"strings"
)

// Checkout says whose bytes from outside are meant.
type Checkout struct {
	// OutputBase is Bazel's folder, in which the garbage-collection roots of its repositories lie.
	OutputBase string
	// Packages is the folder that keeps the engine's Debian packages; empty for a machine's own Bazel and Nix.
	Packages string
	// Source is what //:source calls the source that is built.
	Source string
}

// Inventory is the ledger of a checkout whose repositories are made.
func Inventory(ctx context.Context, c Checkout) (Ledger, error) {
	from, err := roots(c.OutputBase, c.wants)
	if err != nil {
		return nil, err
	}
	all, asks, err := downloads(ctx, from)
	if err != nil {
		return nil, err
	}
	ledger, err := entries(ctx, all, asks)
	if err != nil {
		return nil, err
	}
	if c.Packages != "" {
		packages, err := debian(c.Packages)
		if err != nil {
			return nil, err
		}
		ledger = append(ledger, packages...)
	}
	return ledger.sorted(), nil
}

// ofSource is the name of a repository of a source: authentik_2025_12_4_wheels.
var ofSource = regexp.MustCompile(`^authentik_(checkout|[0-9]+(_[0-9a-z]+)+?)(_[a-z]+)*$`)

// wants reports whether a repository is one that the source needs: repositories of other sources may be left from earlier builds.
// Those of the sample are part of the tests.
func (c Checkout) wants(repository string) bool {
	found := ofSource.FindStringSubmatch(repository)
	return found == nil || strings.HasPrefix(repository+"_", "authentik_"+strings.ReplaceAll(c.Source, ".", "_")+"_")
}
