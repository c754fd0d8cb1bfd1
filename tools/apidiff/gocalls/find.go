// Package gocalls finds the places in a Go source tree that call operations of the generated API client, by type
// checking the packages that import it, directly or through others of the tree.
//
// Everything is read from sources with go/types: no go command runs and nothing is downloaded. Packages that are not
// there (third-party modules, or the standard library without an SDK) are tolerated as long as the type checker can
// say of each use that might be a call what it is.
package gocalls

import (
	"fmt"
	"go/build"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"

	"akbuild.internal/tools/apidiff/calls"
	"akbuild.internal/tools/base/tree"
	"golang.org/x/mod/modfile"
)

// Clients are the paths under which authentik's releases import the client: as a published module, and from 2026.5 on
// as a package of the tree.
var Clients = []string{"goauthentik.io/api/v3", "goauthentik.io/packages/client-go"}

// Request says what to look at.
type Request struct {
	// Source is the source tree, with a go.mod.
	Source string
	// Client is the generated client's folder. It takes the place of the packages with the paths Clients.
	Client string
	// Vendor is a vendor tree with third-party packages. Empty means: Source's own, if it has one.
	Vendor string
	// GoRoot is the Go SDK, for the standard library. May be empty.
	GoRoot string
	// Tags are build tags; the platform is linux/amd64 without cgo.
	Tags []string
}

// Find returns the call sites by the names of the client's methods. Tests are not looked at.
func Find(r Request) (*calls.Found, error) {
	module, err := moduleOf(r.Source)
	if err != nil {
		return nil, err
	}
	if r.Vendor == "" {
		r.Vendor = filepath.Join(r.Source, "vendor")
	}
	l := &loader{
		request: r,
		module:  module,
		context: buildContext(r),
		fset:    token.NewFileSet(),
		done:    map[string]*loaded{},
	}
	if err := l.readTree(); err != nil {
		return nil, err
	}
	client, err := l.loadClient()
	if err != nil {
		return nil, err
	}
	found := &calls.Found{}
	for _, p := range l.callers() {
		info, _ := l.check(p)
		w := walker{loader: l, client: client, pkg: p, info: info, found: found}
		if err := w.walk(); err != nil {
			return nil, err
		}
	}
	found.Sort()
	return found, nil
}

func moduleOf(source string) (string, error) {
	name := filepath.Join(source, "go.mod")
	content, err := os.ReadFile(name)
	if err != nil {
		return "", fmt.Errorf("looking for the Go server in %s: reading go.mod: %w", source, tree.Reason(err))
	}
	module := modfile.ModulePath(content)
	if module == "" {
		return "", fmt.Errorf("looking for the Go server in %s: its go.mod names no module", source)
	}
	return module, nil
}

// buildContext is fixed but for the request: what is found must not depend on the machine.
func buildContext(r Request) build.Context {
	c := build.Default
	c.GOOS, c.GOARCH, c.GOROOT, c.GOPATH, c.CgoEnabled = "linux", "amd64", r.GoRoot, "", false
	c.BuildTags = slices.Clone(r.Tags)
	return c
}

var sizes = types.SizesFor("gc", "amd64")
