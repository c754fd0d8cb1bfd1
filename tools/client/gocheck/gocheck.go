// Package gocheck finds out whether a generated Go package compiles, without a Go SDK: with Go's own type checker, to which
// what other packages have is unknown and therefore right.
package gocheck

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"go/types"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"

	"akbuild.internal/tools/base/tree"
	"golang.org/x/sync/errgroup"
)

// Fault is a reason why a package does not compile.
type Fault struct {
	// File is the file's name, without its folder.
	File string
	// Other is the file with the other declaration, if there are two of a thing.
	Other string
	// Message is the type checker's, without positions.
	Message string
	// Constant says that the fault is about a constant.
	Constant bool
	// Name is the declared thing that the fault is about, such as a field or parameter; empty when it is about none.
	Name string
	// Type is the type in whose declaration or method the fault is, Func the function; empty outside of one.
	Type, Func string
	// Tags are the names in JSON of the fields that have to do with the fault.
	Tags []string
}

// Package checks the Go files at the top of a folder, and returns what is wrong with them.
func Package(dir string) ([]Fault, error) {
	names, err := goFiles(dir)
	if err != nil {
		return nil, err
	}
	// What is read lives until the end: to collect garbage seldom would take twice the memory of it.
	defer debug.SetGCPercent(debug.SetGCPercent(40))
	c := &checker{set: token.NewFileSet(), files: make([]*ast.File, len(names))}
	unused, broken := make([][]string, len(names)), make([]scanner.ErrorList, len(names))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, name := range names {
		group.Go(func() error {
			file, err := parser.ParseFile(c.set, name, nil, parser.SkipObjectResolution)
			if errors.As(err, &broken[i]) {
				err = nil
			}
			if err != nil || file == nil {
				return fmt.Errorf("reading a generated file: %w", tree.Reason(err))
			}
			nameImports(file)
			c.files[i], unused[i] = file, unusedImports(file)
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	for i, errs := range broken {
		if len(errs) > 0 {
			c.faults = append(c.faults, c.syntax(c.files[i], errs[0]))
		}
	}
	if len(c.faults) > 0 {
		return c.faults, nil
	}
	config := types.Config{Importer: unknown{}, Error: c.add}
	_, _ = config.Check(path.Base(dir), c.set, c.files, nil)
	for i, imports := range unused {
		for _, p := range imports {
			c.faults = append(c.faults, Fault{File: filepath.Base(names[i]), Message: strconv.Quote(p) + " imported and not used"})
		}
	}
	return c.faults, nil
}

func goFiles(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("reading the generated package: %w", tree.Reason(err))
	}
	var names []string
	for _, e := range entries {
		if name := e.Name(); !e.IsDir() && strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
			names = append(names, filepath.Join(dir, name))
		}
	}
	return names, nil
}

// unknown is the importer of packages that nothing is known of. The type checker then takes whatever is used of them for right.
type unknown struct{}

var errUnknown = errors.New("nothing is known of it")

// Import implements types.Importer.
func (unknown) Import(string) (*types.Package, error) { return nil, errUnknown }

// described is how many faults are described in full; a schema that breaks one thing often breaks hundreds in the same way.
const described = 20

var position = regexp.MustCompile(` at \S+:[0-9]+:[0-9]+$`)

type checker struct {
	set    *token.FileSet
	files  []*ast.File
	faults []Fault
}

// add takes an error of the type checker.
func (c *checker) add(err error) {
	var fault types.Error
	if !errors.As(err, &fault) || strings.HasPrefix(fault.Msg, "could not import ") || strings.HasPrefix(fault.Msg, "package ") {
		// Whether all is one package is looked at where a tree is tidied.
		return
	}
	name := filepath.Base(c.set.Position(fault.Pos).Filename)
	if strings.HasPrefix(fault.Msg, "\t") {
		// It says more of the one before.
		if last := len(c.faults) - 1; last >= 0 && c.faults[last].Other == "" {
			c.faults[last].Other = name
		}
		return
	}
	f := Fault{File: name, Message: position.ReplaceAllString(fault.Msg, "")}
	for _, file := range c.files {
		if len(c.faults) < described && file.FileStart <= fault.Pos && fault.Pos < file.FileEnd {
			c.describe(&f, file, fault.Pos)
		}
	}
	c.faults = append(c.faults, f)
}
