package vendoring

import (
	"fmt"
	"go/parser"
	"go/token"
	"path"
	"strings"

	"akbuild.internal/tools/imports"
	"akbuild.internal/tools/tree"
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
	if err := OnePackage(root, files); err != nil {
		return nil, err
	}
	needed, err := imports.Scan(root, imports.Options{})
	if err != nil {
		return nil, err
	}
	return &clientTree{root: root, files: files, imports: needed}, nil
}

// OnePackage fails unless the Go files among files are there and are all of one package in one folder.
func OnePackage(root string, files []tree.File) error {
	var first, firstName string
	for _, f := range files {
		if !strings.HasSuffix(f.Rel, ".go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), f.Path, nil, parser.PackageClauseOnly)
		if err != nil {
			return fmt.Errorf("reading the client tree %s: %w", root, err)
		}
		switch {
		case first == "":
			first, firstName = f.Rel, parsed.Name.Name
		case path.Dir(f.Rel) != path.Dir(first):
			return fmt.Errorf("reading the client tree %s: its files are not one package: %s and %s lie in different folders; generate it anew: akbuild generate", root, first, f.Rel)
		case parsed.Name.Name != firstName:
			return fmt.Errorf("reading the client tree %s: its files are not one package: %s is of package %s, %s of package %s; generate it anew: akbuild generate", root, first, firstName, f.Rel, parsed.Name.Name)
		}
	}
	if first == "" {
		return fmt.Errorf("reading the client tree %s: it has no Go files; generate it anew: akbuild generate --generator go", root)
	}
	if path.Dir(first) != "." {
		return fmt.Errorf("reading the client tree %s: its Go files lie in %s and not at its top; name that folder instead", root, path.Dir(first))
	}
	return nil
}
