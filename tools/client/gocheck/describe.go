package gocheck

import (
	"go/ast"
	"go/scanner"
	"go/token"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// describe says what of a file is at a position.
func (c *checker) describe(f *Fault, file *ast.File, pos token.Pos) {
	inField := &ast.Field{}
	for _, decl := range file.Decls {
		if pos < decl.Pos() || decl.End() <= pos {
			continue
		}
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			f.Func = decl.Name.Name
			if decl.Recv != nil && len(decl.Recv.List) > 0 {
				f.Type = typeName(decl.Recv.List[0].Type)
			}
		case *ast.GenDecl:
			f.Constant = decl.Tok == token.CONST
			for _, spec := range decl.Specs {
				if t, ok := spec.(*ast.TypeSpec); ok && t.Pos() <= pos && pos < t.End() {
					f.Type = t.Name.Name
				}
			}
		}
		ast.Inspect(decl, func(n ast.Node) bool {
			if field, ok := n.(*ast.Field); ok && f.Func == "" && field.Pos() <= pos && pos < field.End() {
				inField = field
			}
			if id, ok := n.(*ast.Ident); ok && id.Pos() <= pos && pos < id.End() {
				f.Name = id.Name
			}
			return n != nil
		})
	}
	f.Tags = c.tags(f.Type, f.Name)
	if tag := jsonName(inField); len(f.Tags) == 0 && tag != "" {
		f.Tags = []string{tag}
	}
}

// syntax is a fault of a file that is not Go: what is read of it ends there.
func (c *checker) syntax(file *ast.File, err *scanner.Error) Fault {
	f := Fault{File: filepath.Base(err.Pos.Filename), Message: err.Msg}
	pos := token.NoPos
	for _, decl := range file.Decls {
		if begin := c.set.Position(decl.Pos()); begin.Line <= err.Pos.Line {
			pos = decl.Pos()
		}
	}
	if pos.IsValid() {
		c.describe(&f, file, pos)
	}
	f.Name = ""
	return f
}

func typeName(e ast.Expr) string {
	if star, ok := e.(*ast.StarExpr); ok {
		e = star.X
	}
	if id, ok := e.(*ast.Ident); ok {
		return id.Name
	}
	return ""
}

// accessors are what the generator puts before and after a field's name in the names of its methods.
var accessors = [][2]string{{"", ""}, {"Get", ""}, {"Get", "Ok"}, {"Has", ""}, {"Set", ""}, {"Set", "Nil"}, {"Unset", ""}}

// tags are the names in JSON of those fields of a struct that are called like something, or have a method that is.
func (c *checker) tags(structType, name string) []string {
	var tags []string
	for _, field := range c.fields(structType) {
		for _, id := range field.Names {
			called := slices.ContainsFunc(accessors, func(a [2]string) bool { return a[0]+id.Name+a[1] == name })
			if tag := jsonName(field); called && tag != "" && !slices.Contains(tags, tag) {
				tags = append(tags, tag)
			}
		}
	}
	return tags
}

func (c *checker) fields(structType string) []*ast.Field {
	var fields []*ast.Field
	for _, file := range c.files {
		for _, decl := range file.Decls {
			gen, ok := decl.(*ast.GenDecl)
			if !ok || gen.Tok != token.TYPE {
				continue
			}
			for _, spec := range gen.Specs {
				t := spec.(*ast.TypeSpec)
				if s, ok := t.Type.(*ast.StructType); ok && structType != "" && t.Name.Name == structType {
					fields = append(fields, s.Fields.List...)
				}
			}
		}
	}
	return fields
}

func jsonName(field *ast.Field) string {
	if field.Tag == nil {
		return ""
	}
	tag, err := strconv.Unquote(field.Tag.Value)
	if err != nil {
		return ""
	}
	name, _, _ := strings.Cut(reflect.StructTag(tag).Get("json"), ",")
	return name
}
