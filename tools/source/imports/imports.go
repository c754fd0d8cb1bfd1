// Package imports finds the third-party packages that a Go source tree imports, under every build tag and on every
// platform, the way `go mod vendor` looks at it.
package imports

import (
	"fmt"
	"go/ast"
	"go/build/constraint"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"akbuild.internal/tools/base/tree"
	"golang.org/x/mod/modfile"
	"golang.org/x/sync/errgroup"
)

// Options of Scan.
type Options struct {
	// Module is the path of the tree's own module; its packages are left out. Empty means: what its go.mod says, if there is one.
	Module string
	// Client is the module of the generated API client: whatever is imported of it is one line, its path. May be empty.
	Client string
}

// Scan returns the sorted third-party import paths of the tree's Go files. Folders that the go command does not look
// into are left out: vendor, testdata, names that start with _ or a dot, and nested modules.
func Scan(root string, o Options) ([]string, error) {
	files, err := GoFiles(root)
	if err != nil {
		return nil, err
	}
	if o.Module == "" {
		if content, err := os.ReadFile(filepath.Join(root, "go.mod")); err == nil {
			o.Module = modfile.ModulePath(content)
		}
	}
	found := make([][]string, len(files))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, f := range files {
		group.Go(func() error {
			paths, err := ofFile(f.Path)
			found[i] = paths
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, paths := range found {
		for _, p := range paths {
			switch {
			case !ThirdParty(p) || Within(p, o.Module) && !Within(p, o.Client):
			case Within(p, o.Client):
				seen[o.Client] = true
			default:
				seen[p] = true
			}
		}
	}
	result := make([]string, 0, len(seen))
	for p := range seen {
		result = append(result, p)
	}
	slices.Sort(result)
	return result, nil
}

// GoFiles lists the Go files of the module at root that the go command would look at.
func GoFiles(root string) ([]tree.File, error) {
	all, err := tree.List(root, tree.Options{
		Skip: func(rel string, dir bool) bool {
			name := path.Base(rel)
			if dir {
				return name == "vendor" || name == "testdata" || name == "node_modules" || hidden(name)
			}
			return name != "go.mod" && (!strings.HasSuffix(name, ".go") || hidden(name))
		},
		Dangling: func(string) {},
	})
	if err != nil {
		return nil, err
	}
	var nested []string
	for _, f := range all {
		if dir := path.Dir(f.Rel); path.Base(f.Rel) == "go.mod" && dir != "." {
			nested = append(nested, dir+"/")
		}
	}
	return slices.DeleteFunc(all, func(f tree.File) bool {
		return path.Base(f.Rel) == "go.mod" ||
			slices.ContainsFunc(nested, func(dir string) bool { return strings.HasPrefix(f.Rel, dir) })
	}), nil
}

func hidden(name string) bool { return strings.HasPrefix(name, "_") || strings.HasPrefix(name, ".") }

// ThirdParty tells an import path that a module provides from one of the standard library (and "C"): the go command
// reserves paths whose first element has no dot.
func ThirdParty(importPath string) bool {
	first, _, _ := strings.Cut(importPath, "/")
	return strings.Contains(first, ".") && !strings.HasPrefix(first, ".")
}

// Within says whether the package lies in the module or below the path prefix.
func Within(importPath, prefix string) bool {
	return prefix != "" && (importPath == prefix || strings.HasPrefix(importPath, prefix+"/"))
}

func ofFile(name string) ([]string, error) {
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly|parser.ParseComments)
	if err != nil {
		return nil, fmt.Errorf("reading the imports of %w", err)
	}
	if ignored(file) {
		return nil, nil
	}
	var paths []string
	for _, spec := range file.Imports {
		p, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return nil, fmt.Errorf("reading the imports of %s: %s is not a string", name, spec.Path.Value)
		}
		paths = append(paths, p)
	}
	return paths, nil
}

// ignored says whether the file's build constraint cannot hold however tags are set, ignore excepted, which is never set.
func ignored(file *ast.File) bool {
	for _, group := range file.Comments {
		if group.Pos() > file.Package {
			break
		}
		for _, comment := range group.List {
			if !constraint.IsGoBuild(comment.Text) {
				continue
			}
			expr, err := constraint.Parse(comment.Text)
			if err == nil && !possible(expr, true) {
				return true
			}
		}
	}
	return false
}

// possible evaluates a constraint with every tag both set and unset, whichever helps towards want.
func possible(expr constraint.Expr, want bool) bool {
	switch x := expr.(type) {
	case *constraint.TagExpr:
		if x.Tag == "ignore" {
			return false
		}
		return want
	case *constraint.NotExpr:
		return !possible(x.X, !want)
	case *constraint.AndExpr:
		return possible(x.X, want) && possible(x.Y, want)
	case *constraint.OrExpr:
		return possible(x.X, want) || possible(x.Y, want)
	}
	return want
}
