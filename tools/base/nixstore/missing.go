package nixstore

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Supplies are the folders from which Nix takes what its store lacks, before anything asks a registry: those of a kit and of a
// binary cache. engine says which.
func Supplies() []string { return filepath.SplitList(os.Getenv("AKB_SUPPLIES")) }

// Kit reports whether one of the supplies is a kit's: what that lacks, no registry gave when it was made, and none is to be asked.
func Kit() bool {
	return slices.ContainsFunc(Supplies(), func(folder string) bool {
		_, err := os.Stat(filepath.Join(filepath.Dir(folder), "SHA256SUMS"))
		return err == nil
	})
}

// Missing are those of the paths that the store does not have, nor takes from a supply.
func Missing(ctx context.Context, paths []string) ([]string, error) {
	missing, err := invalid(ctx, paths)
	if err != nil || len(missing) == 0 || len(Supplies()) == 0 {
		return missing, err
	}
	if err := each(missing, func(some []string) error {
		_, err := nixStore(ctx, append([]string{"--realise", "--ignore-unknown"}, some...)...)
		return err
	}); err != nil {
		return nil, err
	}
	return invalid(ctx, missing)
}

func invalid(ctx context.Context, paths []string) ([]string, error) {
	var invalid []string
	err := each(paths, func(some []string) error {
		out, err := nixStore(ctx, append([]string{"--check-validity", "--print-invalid"}, some...)...)
		invalid = append(invalid, strings.Fields(out)...)
		return err
	})
	return invalid, err
}
