// Package gopackage looks at the package clauses of a tree's Go files.
package gopackage

import (
	"fmt"
	"go/parser"
	"go/token"
	"path"
	"runtime"
	"slices"
	"strings"

	"akbuild.internal/tools/base/tree"
	"golang.org/x/sync/errgroup"
)

// Single fails unless there are Go files among files, and all of them are of one package at the top of the tree.
func Single(files []tree.File) error {
	goFiles := slices.DeleteFunc(slices.Clone(files), func(f tree.File) bool { return !strings.HasSuffix(f.Rel, ".go") })
	if len(goFiles) == 0 {
		return fmt.Errorf("it has no Go files")
	}
	first := goFiles[0]
	if dir := path.Dir(first.Rel); dir != "." {
		return fmt.Errorf("its Go files lie in %s and not at its top", dir)
	}
	for _, f := range goFiles {
		if path.Dir(f.Rel) != "." {
			return fmt.Errorf("its files are not one package: %s and %s lie in different folders", first.Rel, f.Rel)
		}
	}
	names, err := packageNames(goFiles)
	if err != nil {
		return err
	}
	for i, f := range goFiles {
		if names[i] != names[0] {
			return fmt.Errorf("its files are not one package: %s is of package %s, %s of package %s", first.Rel, names[0], f.Rel, names[i])
		}
	}
	return nil
}

func packageNames(files []tree.File) ([]string, error) {
	names := make([]string, len(files))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, f := range files {
		group.Go(func() error {
			parsed, err := parser.ParseFile(token.NewFileSet(), f.Path, nil, parser.PackageClauseOnly)
			if err != nil {
				return fmt.Errorf("a file cannot be read: %w", err)
			}
			names[i] = parsed.Name.Name
			return nil
		})
	}
	return names, group.Wait()
}
