package gocalls

import (
	"errors"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"akbuild.internal/tools/apidiff/calls"
	"akbuild.internal/tools/source/imports"
	"golang.org/x/sync/errgroup"
)

// loader type-checks packages on demand; it is the types.ImporterFrom of all of them.
type loader struct {
	request Request
	module  string
	context build.Context
	fset    *token.FileSet
	// tree has the source tree's packages by import path.
	tree map[string]*treePackage
	// done has what was loaded, by folder or, for the tree's packages, import path.
	done map[string]*loaded
	// rel has the paths of the source tree's files below it.
	rel map[string]string
}

type loaded struct {
	pkg  *types.Package
	info *types.Info
	errs []types.Error
	err  error
}

var errCycle = errors.New("import cycle")

// Import is for types.Importer, which the type checker does not use when there is ImportFrom.
func (l *loader) Import(path string) (*types.Package, error) { return l.ImportFrom(path, "", 0) }

// ImportFrom returns the package, or with an error an empty one of the same name, whose missing members then give no
// errors of their own.
func (l *loader) ImportFrom(importPath, from string, _ types.ImportMode) (*types.Package, error) {
	var got *loaded
	switch {
	case importPath == "unsafe":
		return types.Unsafe, nil
	case l.isClient(importPath):
		got = l.dependency(l.request.Client, Clients[0])
	case l.tree[importPath] != nil:
		_, got = l.check(l.tree[importPath])
	default:
		if dir := l.find(importPath, from); dir != "" {
			got = l.dependency(dir, importPath)
		} else {
			got = &loaded{err: errors.New("it is not there")}
		}
	}
	if got.err != nil {
		return types.NewPackage(importPath, assumedName(importPath)), got.err
	}
	return got.pkg, nil
}

func (l *loader) isClient(importPath string) bool { return slices.Contains(Clients, importPath) }

// find returns the folder of a package of the standard library or of a third-party module, or nothing.
func (l *loader) find(importPath, from string) string {
	var candidates []string
	if std := filepath.Join(l.request.GoRoot, "src"); l.request.GoRoot != "" {
		if imports.Within(filepath.ToSlash(from), filepath.ToSlash(std)) {
			candidates = append(candidates, filepath.Join(std, "vendor", importPath))
		}
		if !imports.ThirdParty(importPath) {
			candidates = append(candidates, filepath.Join(std, importPath))
		}
	}
	if imports.ThirdParty(importPath) {
		candidates = append(candidates, filepath.Join(l.request.Vendor, importPath))
	}
	for _, dir := range candidates {
		if info, err := os.Stat(dir); err == nil && info.IsDir() {
			return dir
		}
	}
	return ""
}

// missing are the packages outside the tree that some of its packages import and that are not there, sorted.
func (l *loader) missing(packages ...*treePackage) []string {
	var result []string
	for _, p := range packages {
		for _, imported := range p.imports {
			if imported != "unsafe" && imported != "C" && !l.isClient(imported) && l.tree[imported] == nil &&
				l.find(imported, "") == "" {
				result = append(result, imported)
			}
		}
	}
	slices.Sort(result)
	return slices.Compact(result)
}

// check type-checks a package of the source tree with its function bodies.
func (l *loader) check(p *treePackage) (*types.Info, *loaded) {
	if got := l.done[p.path]; got != nil {
		return got.info, got
	}
	got := &loaded{err: errCycle, info: &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{},
		Uses:  map[*ast.Ident]types.Object{},
	}}
	l.done[p.path] = got
	l.run(got, p.path, p.files, false)
	return got.info, got
}

// dependency type-checks what other packages can see of the package in a folder. Its own errors do not matter here.
func (l *loader) dependency(dir, importPath string) *loaded {
	if got := l.done[dir]; got != nil {
		return got
	}
	got := &loaded{err: errCycle}
	l.done[dir] = got
	listed, err := l.context.ImportDir(dir, 0)
	if err != nil {
		got.err = err
		return got
	}
	files := make([]*ast.File, len(listed.GoFiles))
	var group errgroup.Group
	for i, name := range listed.GoFiles {
		group.Go(func() error {
			// What of a file cannot be parsed is missing later, where it matters.
			files[i], _ = parser.ParseFile(l.fset, filepath.Join(dir, name), nil, parser.SkipObjectResolution)
			return nil
		})
	}
	_ = group.Wait()
	l.run(got, importPath, slices.DeleteFunc(files, func(f *ast.File) bool { return f == nil }), true)
	return got
}

func (l *loader) run(got *loaded, importPath string, files []*ast.File, outsideOnly bool) {
	config := types.Config{
		Importer:         l,
		Sizes:            sizes,
		FakeImportC:      true,
		IgnoreFuncBodies: outsideOnly,
		Error: func(err error) {
			var typeError types.Error
			if errors.As(err, &typeError) {
				got.errs = append(got.errs, typeError)
			}
		},
	}
	// The error is one of those that the function above was given.
	got.pkg, _ = config.Check(importPath, l.fset, files, got.info)
	got.err = nil
}

var majorVersion = regexp.MustCompile(`^v[0-9]+$`)

// assumedName is what a package that is not there is most likely called. Programs that follow goimports give another
// name in the import where this is wrong.
func assumedName(importPath string) string {
	name := path.Base(importPath)
	if majorVersion.MatchString(name) {
		name = path.Base(path.Dir(importPath))
	}
	name = strings.TrimPrefix(name, "go-")
	if end := strings.IndexFunc(name, func(r rune) bool { return !token.IsIdentifier("x" + string(r)) }); end > 0 {
		name = name[:end]
	}
	return name
}

// site is a place in the source tree.
func (l *loader) site(pos token.Position) calls.Site {
	return calls.Site{File: l.rel[pos.Filename], Line: pos.Line}
}
