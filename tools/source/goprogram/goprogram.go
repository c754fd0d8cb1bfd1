// Package goprogram builds a program of a source tree with the go command, as upstream's images do: for settings that rules_go does not
// know, such as the FIPS 140 module.
package goprogram

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"akbuild.internal/tools/base/stage"
	"akbuild.internal/tools/base/tree"
	"akbuild.internal/tools/source/gocmd"
)

// Request says what is built.
type Request struct {
	// Go is the go binary.
	Go string
	// Source is the tree with a go.mod, Vendor its vendor folder.
	Source, Vendor string
	// More are files and folders of others, by their place in the tree.
	More map[string]string
	// Package is the program, such as ./cmd/server; Tags are build tags.
	Package string
	Tags    []string
	// FIPS is GOFIPS140, such as latest.
	FIPS string
	// Out is the file to make.
	Out string
}

// Build builds the program. No path of this machine reaches it. Cgo is on, as upstream has it, but there is no C compiler: a package
// that uses C is an error, so what comes out needs no C library.
func Build(ctx context.Context, r Request) (err error) {
	// A build has links to the SDK's files; the SDK lies where they lead.
	goBin, err := filepath.EvalSymlinks(r.Go)
	if err != nil {
		return fmt.Errorf("finding the go command: %w", tree.Reason(err))
	}
	scratch, err := os.MkdirTemp("", "goprogram")
	if err != nil {
		return fmt.Errorf("making a folder to build %s in: %w", r.Package, err)
	}
	defer func() {
		if problem := os.RemoveAll(scratch); err == nil && problem != nil {
			err = fmt.Errorf("removing the folder that %s was built in: %w", r.Package, problem)
		}
	}()
	src := filepath.Join(scratch, "src")
	if err := layOut(r, src); err != nil {
		return err
	}
	_, problem, err := gocmd.Cmd{
		Go: goBin, Dir: src, Scratch: filepath.Join(scratch, "go"),
		Env:  []string{"CGO_ENABLED=1", "GOFIPS140=" + r.FIPS, "GOFLAGS=-mod=vendor -trimpath -buildvcs=false", "GOPROXY=off"},
		Args: []string{"build", "-tags", strings.Join(r.Tags, ","), "-o", filepath.Join(scratch, "program"), r.Package},
	}.Run(ctx)
	if err != nil {
		return fmt.Errorf("building %s with the go command: %w: %s", r.Package, err, gocmd.Facts(problem))
	}
	content, err := os.ReadFile(filepath.Join(scratch, "program"))
	if err != nil {
		return fmt.Errorf("building %s with the go command: %w", r.Package, err)
	}
	if err := stage.File(r.Out, content); err != nil {
		return err
	}
	return os.Chmod(r.Out, 0o755)
}

// layOut copies the tree: go refuses to embed links.
func layOut(r Request, src string) error {
	if err := os.MkdirAll(filepath.Join(filepath.Dir(src), "go"), 0o755); err != nil {
		return fmt.Errorf("laying out the source of %s: %w", r.Package, err)
	}
	places := map[string]string{"": r.Source, "vendor": r.Vendor}
	for place, from := range r.More {
		places[place] = from
	}
	for place, from := range places {
		files, err := filesOf(place, from)
		if err == nil {
			err = tree.Copy(src, place, files)
		}
		if err != nil {
			return fmt.Errorf("laying out the source of %s: %w", r.Package, err)
		}
	}
	return nil
}

// filesOf is the files of a folder, or one file, as they are to lie below place. Of the source all but its own vendor folder.
func filesOf(place, from string) ([]tree.File, error) {
	info, err := os.Stat(from)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", from, tree.Reason(err))
	}
	if !info.IsDir() {
		return []tree.File{{Path: from}}, nil
	}
	return tree.List(from, tree.Options{Skip: func(rel string, _ bool) bool { return place == "" && rel == "vendor" }})
}
