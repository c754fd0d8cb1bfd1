package vendoring

import (
	"fmt"
	"path"

	"akbuild.internal/tools/base/gopackage"
	"akbuild.internal/tools/base/tree"
	"akbuild.internal/tools/source/imports"
)

// clientTree is a generated client that was looked at.
type clientTree struct {
	root  string
	files []tree.File
	// imports are the third-party packages it needs.
	imports []string
}

// readClient checks that a folder holds a Go client, one package at its top.
func readClient(root string) (*clientTree, error) {
	files, err := tree.List(root, tree.Options{Skip: func(rel string, dir bool) bool {
		return !dir && (path.Base(rel) == "go.mod" || path.Base(rel) == "go.sum")
	}})
	if err != nil {
		return nil, fmt.Errorf("reading the client tree: %w", err)
	}
	if err := gopackage.Single(files); err != nil {
		return nil, fmt.Errorf("reading the client tree %s: %w; make it anew: akbuild generate --generator go", root, err)
	}
	needed, err := imports.Scan(root, imports.Options{})
	if err != nil {
		return nil, err
	}
	return &clientTree{root: root, files: files, imports: needed}, nil
}
