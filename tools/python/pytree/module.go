package pytree

import (
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// moduleName is the module that the interpreter imports as it starts.
const moduleName = "authentik_tree"

// module is its source. It lies in <place>/lib/python3.x/site-packages, and finds the tree from there.
func (h Home) module() (string, error) {
	if err := inside(h.Place); err != nil {
		return "", err
	}
	up := strings.Repeat("/..", 3+len(strings.Split(h.Place, "/")))
	var b strings.Builder
	b.WriteString(`"""The tree that this interpreter belongs to: what it imports from, and where the parts of it lie."""

import os
import site
import sys

TREE = os.path.normpath(os.path.dirname(os.path.abspath(__file__)) + ` + strconv.Quote(up) + `)
# Nothing that runs writes into the tree.
sys.dont_write_bytecode = True
`)
	for _, place := range h.Paths {
		if place == "." {
			b.WriteString("sys.path.append(TREE)\n")
			continue
		}
		if err := inside(place); err != nil {
			return "", err
		}
		fmt.Fprintf(&b, "site.addsitedir(os.path.join(TREE, %q))\n", place)
	}
	for _, pair := range slices.Sorted(slices.Values(h.Environ)) {
		name, place, ok := strings.Cut(pair, "=")
		if !ok || name == "" {
			return "", fmt.Errorf("reading the variable %q of the tree: it is not of the form NAME=place", pair)
		}
		if err := inside(place); err != nil {
			return "", err
		}
		fmt.Fprintf(&b, "os.environ.setdefault(%q, os.path.join(TREE, %q))\n", name, place)
	}
	return b.String(), nil
}

// inside fails for a path that leads out of the tree.
func inside(place string) error {
	if path.Clean(place) != place || !filepath.IsLocal(filepath.FromSlash(place)) {
		return fmt.Errorf("reading the place %q: it is not a plain path inside the tree", place)
	}
	return nil
}
