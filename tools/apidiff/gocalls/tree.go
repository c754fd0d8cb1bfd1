package gocalls

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"akbuild.internal/tools/base/tree"
	"akbuild.internal/tools/source/imports"
	"golang.org/x/sync/errgroup"
)

// treePackage is a package of the source tree.
type treePackage struct {
	path    string
	name    string
	files   []*ast.File
	imports []string
}

// readTree parses the tree's Go files, tests excepted.
func (l *loader) readTree() error {
	list, err := imports.GoFiles(l.request.Source)
	if err != nil {
		return fmt.Errorf("looking for the Go server: %w", err)
	}
	list = slices.DeleteFunc(list, func(f tree.File) bool { return strings.HasSuffix(f.Rel, "_test.go") })
	l.rel = map[string]string{}
	for _, f := range list {
		l.rel[f.Path] = f.Rel
	}
	parsed := make([]*ast.File, len(list))
	errs := make([]error, len(list))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, f := range list {
		group.Go(func() error {
			match, err := l.context.MatchFile(filepath.Split(f.Path))
			if err == nil && !match {
				return nil
			}
			parsed[i], errs[i] = parser.ParseFile(l.fset, f.Path, nil, parser.SkipObjectResolution)
			return nil
		})
	}
	_ = group.Wait()
	for _, err := range errs {
		if err != nil {
			return l.syntaxError(err)
		}
	}
	l.tree = map[string]*treePackage{}
	for i, file := range parsed {
		if file == nil {
			continue
		}
		if err := l.addFile(path.Join(l.module, path.Dir(list[i].Rel)), file); err != nil {
			return err
		}
	}
	return nil
}

func (l *loader) addFile(importPath string, file *ast.File) error {
	p := l.tree[importPath]
	if p == nil {
		p = &treePackage{path: importPath, name: file.Name.Name}
		l.tree[importPath] = p
	}
	if file.Name.Name != p.name {
		return fmt.Errorf("the Go server does not type-check: %s has both a package %s and a package %s",
			importPath, p.name, file.Name.Name)
	}
	p.files = append(p.files, file)
	for _, spec := range file.Imports {
		if imported, err := strconv.Unquote(spec.Path.Value); err == nil {
			p.imports = append(p.imports, imported)
		}
	}
	return nil
}

// callers are the tree's packages that the client reaches, by path: those that import it and those that import such.
// The latter can call it without importing it, through a value that they are given.
func (l *loader) callers() []*treePackage {
	reached := map[string]bool{}
	var visit func(p *treePackage) bool
	visit = func(p *treePackage) bool {
		if reach, ok := reached[p.path]; ok {
			return reach
		}
		reached[p.path] = false // an import cycle is an error that the type checker reports
		for _, imported := range p.imports {
			if l.isClient(imported) || l.tree[imported] != nil && visit(l.tree[imported]) {
				reached[p.path] = true
			}
		}
		return reached[p.path]
	}
	var result []*treePackage
	for _, p := range l.tree {
		if visit(p) && !l.isClient(p.path) {
			result = append(result, p)
		}
	}
	slices.SortFunc(result, func(a, b *treePackage) int { return strings.Compare(a.path, b.path) })
	return result
}

func (l *loader) syntaxError(err error) error {
	var list scanner.ErrorList
	if errors.As(err, &list) {
		return fmt.Errorf("the Go server does not type-check: %s: %s", l.site(list[0].Pos), list[0].Msg)
	}
	return fmt.Errorf("the Go server does not type-check: %w", err)
}

func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}
