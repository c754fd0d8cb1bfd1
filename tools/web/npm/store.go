package npm

import (
	"context"
	"os"
	"path/filepath"

	"akbuild.internal/tools/base/nixstore"
)

// NixStore is the store of the nix-store command.
type NixStore struct{}

// Take takes tarballs from where Nix takes what it lacks.
func (NixStore) Take(ctx context.Context, tarballs []Tarball) error {
	var paths []string
	for _, t := range tarballs {
		paths = append(paths, nixstore.FixedPath(t.File, "sha512", t.SHA512))
	}
	_, err := nixstore.Missing(ctx, paths)
	return err
}

// Final reports whether a kit is used.
func (NixStore) Final() bool { return nixstore.Kit() }

// Has reports whether the store has the tarball.
func (NixStore) Has(t Tarball) bool {
	_, err := os.Stat(nixstore.FixedPath(t.File, "sha512", t.SHA512))
	return err == nil
}

// Add puts tarballs into the store under the very path that their fixed-output derivation has, which Nix then does not run.
func (NixStore) Add(ctx context.Context, folder string, tarballs []Tarball) error {
	var files []string
	for _, t := range tarballs {
		files = append(files, filepath.Join(folder, t.File))
	}
	_, err := nixstore.AddFixed(ctx, "sha512", files)
	return err
}
