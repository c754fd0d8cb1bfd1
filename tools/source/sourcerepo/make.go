package sourcerepo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"akbuild.internal/tools/base/tree"
	"golang.org/x/mod/modfile"
)

// Request says what Make makes a repository of.
type Request struct {
	// Tree is the source tree; empty for a repository that holds only a vendor tree.
	Tree string
	// Vendor is the vendor tree.
	Vendor string
	// Schema is the OpenAPI document of a tree that has no schema.yml of its own; empty if it has one.
	Schema string
	// Substitutions is the list of which the server's entries are done in the source; empty for none.
	Substitutions string
	// Gazelle is the gazelle program.
	Gazelle string
	// GoRoot is the Go SDK.
	GoRoot string
	// ClientModule is the module path of the API client; empty if there is none.
	ClientModule string
	// ClientLabel is the target that takes its place.
	ClientLabel string
	// Naming is gazelle's naming convention for libraries: import, import_alias or go_default_library.
	Naming string
	// Copy copies files instead of linking them.
	Copy bool
	// WatchList is a file that Outline writes to which places of the tree it looked at; empty if nobody asks.
	WatchList string
	// Out is the folder to make; it may exist, and hold nothing that the repository would. Of Outline it is a file.
	Out string
	// Warnings gets what is worth knowing and no failure.
	Warnings io.Writer
}

// vendorOnlyPrefix is the import path of a repository without source; nothing imports below it.
const vendorOnlyPrefix = "akbuild.internal/vendored"

// Make lays out the repository.
func Make(ctx context.Context, r Request) error {
	prefix, err := r.prefix()
	if err != nil {
		return err
	}
	std, err := StandardPackages(r.GoRoot)
	if err != nil {
		return err
	}
	if _, err := os.Lstat(filepath.Join(r.Out, "BUILD.bazel")); err == nil {
		return fmt.Errorf("writing %s: it is a repository already; remove it first: rm -r %s", r.Out, r.Out)
	}
	if err := os.Mkdir(r.Out, 0o755); err == nil {
		// Removes the folder only while it is empty: after a failure.
		defer os.Remove(r.Out)
	} else if !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("making %s: %w", r.Out, tree.Reason(err))
	}
	// Bazel runs this inside the folder that it makes, so the folder itself cannot be renamed into place: the work is
	// done in a folder within it, whose content then moves up.
	root, err := os.MkdirTemp(r.Out, ".akbuild-source-")
	if err != nil {
		return fmt.Errorf("making a temporary folder in %s: %w", r.Out, tree.Reason(err))
	}
	defer os.RemoveAll(root)
	if root, err = filepath.Abs(root); err != nil {
		return fmt.Errorf("finding %s: %w", r.Out, err)
	}
	l := &layout{Request: r, root: root}
	if err := l.list(); err != nil {
		return err
	}
	if err := l.place(); err != nil {
		return err
	}
	if err := l.writeBuildFiles(prefix, std); err != nil {
		return err
	}
	if err := l.gazelle(ctx, prefix); err != nil {
		return err
	}
	if err := l.groupTests(); err != nil {
		return err
	}
	return moveUp(root, r.Out)
}

// prefix is the module path of the source.
func (r *Request) prefix() (string, error) {
	if r.Tree == "" {
		return vendorOnlyPrefix, nil
	}
	name := filepath.Join(r.Tree, "go.mod")
	content, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("reading the source %s: it has no go.mod, so it is not an authentik source tree with a Go server; see that the path is its top folder", r.Tree)
	} else if err != nil {
		return "", fmt.Errorf("reading %s: %w", name, tree.Reason(err))
	}
	prefix := modfile.ModulePath(content)
	if prefix == "" {
		return "", fmt.Errorf("reading %s: it has no module line; add one: go mod edit -module=goauthentik.io %s", name, name)
	}
	return prefix, nil
}

// moveUp moves what lies in dir to out; on failure it takes back what it moved.
func moveUp(dir, out string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("listing %s: %w", dir, tree.Reason(err))
	}
	var moved []string
	for _, e := range entries {
		to := filepath.Join(out, e.Name())
		if _, err := os.Lstat(to); err == nil {
			return undo(moved, fmt.Errorf("writing %s: it is there already; remove it first: rm -r %s", to, to))
		}
		if err := os.Rename(filepath.Join(dir, e.Name()), to); err != nil {
			return undo(moved, fmt.Errorf("writing %s: %w", to, tree.Reason(err)))
		}
		moved = append(moved, to)
	}
	return nil
}

func undo(moved []string, err error) error {
	for _, p := range moved {
		_ = os.RemoveAll(p)
	}
	return err
}
