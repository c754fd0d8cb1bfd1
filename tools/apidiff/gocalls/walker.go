package gocalls

import (
	"fmt"
	"go/ast"
	"go/types"
	"strings"

	"akbuild.internal/tools/apidiff/calls"
)

// walker looks at every selector of a package.
type walker struct {
	loader *loader
	client *client
	pkg    *treePackage
	info   *types.Info
	found  *calls.Found
}

func (w *walker) walk() error {
	var err error
	for _, file := range w.pkg.files {
		ast.Inspect(file, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok && err == nil {
				err = w.selector(s)
			}
			return err == nil
		})
	}
	return err
}

// selector notes x.Method when the method belongs to an operation. That it need not be called on the spot is on
// purpose: a method value that is stored or passed on is called elsewhere, if at all.
func (w *walker) selector(s *ast.SelectorExpr) error {
	used := w.info.Uses[s.Sel]
	if used == nil {
		return w.unresolved(s)
	}
	f, ok := used.(*types.Func)
	if !ok {
		return nil
	}
	operation := w.client.operation(f.Origin())
	if operation == "" || w.continues(s, operation) {
		return nil
	}
	w.found.Add(operation, w.site(s))
	return nil
}

func (w *walker) site(s *ast.SelectorExpr) calls.Site {
	return w.loader.site(w.loader.fset.Position(s.Sel.Pos()))
}

// continues says whether a selector only goes on with a call that its own operand begins: in
// api.UsersList(ctx).Search("x").Execute() the call is UsersList, and Execute is no second one.
func (w *walker) continues(s *ast.SelectorExpr, operation string) bool {
	call, ok := ast.Unparen(s.X).(*ast.CallExpr)
	if !ok {
		return false
	}
	inner, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	f, ok := w.info.Uses[inner.Sel].(*types.Func)
	if !ok {
		return false
	}
	return w.client.operation(f.Origin()) == operation || w.continues(inner, operation)
}

// unresolved is for a selector that the type checker could make nothing of. It is an error where a call could hide.
func (w *walker) unresolved(s *ast.SelectorExpr) error {
	if id, ok := s.X.(*ast.Ident); ok {
		if _, ok := w.info.Uses[id].(*types.PkgName); ok {
			return nil // a member of a package that is not there: no method of the client
		}
	}
	operand := w.info.Types[s.X].Type
	if operand != nil && w.client.owns(operand) {
		return fmt.Errorf("the Go server does not type-check with the client %s: %s: %s has no %s; "+
			"is the client that of another release?", w.loader.request.Client, w.site(s),
			w.client.named(operand).Obj().Name(), s.Sel.Name)
	}
	if !w.client.operations[strings.TrimSuffix(s.Sel.Name, "Execute")] {
		return nil
	}
	return fmt.Errorf("the Go server does not type-check enough: %s: cannot tell whether %s is the API's%s",
		w.site(s), types.ExprString(s), w.because())
}

// because names what is missing, which is the reason for most unresolved selectors; else the package's first error.
func (w *walker) because() string {
	missing := w.loader.missing(w.pkg)
	if len(missing) == 0 {
		missing = w.loader.missing(w.loader.callers()...)
	}
	switch errs := w.loader.done[w.pkg.path].errs; {
	case len(missing) > 3:
		return fmt.Sprintf(" without %s and %d more packages", strings.Join(missing[:3], ", "), len(missing)-3)
	case len(missing) > 0:
		return " without " + strings.Join(missing, ", ")
	case len(errs) > 0:
		return ": " + errs[0].Msg
	}
	return ""
}
