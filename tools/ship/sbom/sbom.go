// Package sbom says what the product is made of: every file of it is one of a component's, and each component is pinned by a lock.
package sbom

import (
	"cmp"
	"fmt"
	"os"
	"path"
	"slices"
	"strings"

	"akbuild.internal/tools/base/tree"
)

// Kind is where a component comes from.
type Kind string

// The kinds of components.
const (
	Product Kind = "product"
	Python  Kind = "pypi"
	Go      Kind = "golang"
	NPM     Kind = "npm"
	System  Kind = "generic"
)

// Component is something that the product is made of, under a name and version of its own.
type Component struct {
	Kind          Kind
	Name, Version string
	// License is what it says of itself, a SPDX expression or words; empty if it says nothing.
	License string
	// Texts are those of its licences, where the product does not have them in files of its own.
	Texts []string
	// Hash is that of what was fetched, in hexadecimal, of the kind HashKind, SHA-256 or SHA-512.
	Hash, HashKind string
	// Properties are facts that formats have no field for.
	Properties map[string]string
	// Files is how many files of the product are the component's own.
	Files int
}

// Ref is the component's name in the document: its package URL.
func (c *Component) Ref() string {
	name := c.Name
	if c.Kind == NPM {
		name = strings.Replace(name, "@", "%40", 1)
	}
	kind := c.Kind
	if kind == Product {
		kind = System
	}
	return fmt.Sprintf("pkg:%s/%s@%s", kind, name, c.Version)
}

// Inventory is the components of a product.
type Inventory struct {
	Version    string
	Components []*Component
}

// Place is a folder or file of the product.
type Place struct {
	Dest, Path string
}

// Site is an installed site: the places of it in the product, and of each of its files which wheel it is of.
type Site struct {
	// Place is that of the modules.
	Place string
	// List is the file that says it.
	List string
}

// Input is what an inventory is made from.
type Input struct {
	// Places are all of the product.
	Places []Place
	// Sites are the installed sites of Places.
	Sites []Site
	// Distributions is what the lock pins of Python, Packages of npm; GoMod and GoSum are those of the server.
	Distributions, Packages, GoMod, GoSum string
	// Tarballs is the folder of the npm packages, Vendor that of the server's Go modules, of which licences are read.
	Tarballs, Vendor string
}

// Take makes the inventory. A file that belongs to nothing is an error.
func Take(in Input) (*Inventory, error) {
	p := &product{component: map[string]*Component{}, owner: map[string]*Component{}}
	for _, read := range []func(Input) error{p.python, p.interpreter, p.goModules, p.npm} {
		if err := read(in); err != nil {
			return nil, err
		}
	}
	for _, place := range in.Places {
		files, err := filesOf(place.Path)
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			name := path.Join(place.Dest, file.Rel)
			owner := p.ownerOf(name)
			if owner == nil {
				return nil, fmt.Errorf("taking the inventory of the product: %s belongs to no component; tools/ship/sbom says what belongs to which", name)
			}
			owner.Files++
		}
	}
	inventory := &Inventory{Version: p.self.Version}
	for _, c := range p.component {
		if c.Files > 0 || c.Kind == Go || c.Kind == NPM {
			inventory.Components = append(inventory.Components, c)
		}
	}
	slices.SortFunc(inventory.Components, func(a, b *Component) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Version, b.Version))
	})
	return inventory, nil
}

// filesOf is the files of a folder, or a file alone.
func filesOf(place string) ([]tree.File, error) {
	if info, err := os.Stat(place); err == nil && !info.IsDir() {
		return []tree.File{{Path: place}}, nil
	}
	return tree.List(place, tree.Options{})
}

// product is the inventory while it is taken.
type product struct {
	// self is authentik, and python the interpreter.
	self, interp *Component
	component    map[string]*Component
	// owner is whose a file is.
	owner map[string]*Component
}

func (p *product) add(c *Component) *Component {
	if have := p.component[c.Ref()]; have != nil {
		return have
	}
	p.component[c.Ref()] = c
	return c
}

// own is the places that are authentik's, whatever lies there: what the source has, and what is built of it. What npm packages gave
// to the web UI cannot be told apart by its files: it was bundled.
var own = []string{"authentik", "bin/ak", "bin/authentik", "bin/build-hash", "blueprints", "lifecycle", "locale", "manage.py", "schemas", "web"}

func (p *product) ownerOf(file string) *Component {
	if owner := p.owner[file]; owner != nil {
		return owner
	}
	// What the installer writes is of the distribution that it is written for.
	dir, base := path.Split(file)
	if before, isCache := strings.CutSuffix(dir, "__pycache__/"); isCache {
		module, _, _ := strings.Cut(base, ".")
		if owner := p.owner[before+module+".py"]; owner != nil {
			return owner
		}
	}
	if owner := p.owner[dir+"METADATA"]; owner != nil && strings.HasSuffix(dir, ".dist-info/") {
		return owner
	}
	if strings.HasPrefix(file, "python/") || strings.HasPrefix(file, "bin/python") {
		return p.interp
	}
	for _, place := range own {
		if file == place || strings.HasPrefix(file, place+"/") {
			return p.self
		}
	}
	return nil
}
