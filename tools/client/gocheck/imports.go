package gocheck

import (
	"go/ast"
	"path"
	"regexp"
	"strconv"
)

var versioned = regexp.MustCompile(`^v[0-9]+$|\.v[0-9]+$`)

// nameImports names the imports whose packages are not called like the end of their path, since nobody opens them.
func nameImports(file *ast.File) {
	for _, spec := range file.Imports {
		if spec.Name != nil {
			continue
		}
		if p, err := strconv.Unquote(spec.Path.Value); err == nil && versioned.MatchString(path.Base(p)) {
			if base := versioned.ReplaceAllString(path.Base(p), ""); base != "" {
				spec.Name = ast.NewIdent(base)
			} else {
				spec.Name = ast.NewIdent(path.Base(path.Dir(p)))
			}
		}
	}
}

// unusedImports are the paths of a file's imports of which nothing is used; the type checker takes a package of which nothing
// is known for used. A variable that is called like a package counts as the package.
func unusedImports(file *ast.File) []string {
	used := map[string]bool{}
	for _, decl := range file.Decls {
		ast.Inspect(decl, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				if id, ok := s.X.(*ast.Ident); ok {
					used[id.Name] = true
				}
			}
			return true
		})
	}
	var unused []string
	for _, spec := range file.Imports {
		p, err := strconv.Unquote(spec.Path.Value)
		name := path.Base(p)
		if spec.Name != nil {
			name = spec.Name.Name
		}
		if err == nil && name != "_" && name != "." && !used[name] {
			unused = append(unused, p)
		}
	}
	return unused
}
