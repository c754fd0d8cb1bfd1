// Package calls holds what the call-site finders of the Go server and of the web UI report.
package calls

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
)

// Site is a place in the source tree that calls an operation.
type Site struct {
	// File is the path below the source tree, with slashes.
	File string `json:"file"`
	Line int    `json:"line"`
}

// String is the site as editors and terminals understand it.
func (s Site) String() string { return fmt.Sprintf("%s:%d", s.File, s.Line) }

func compareSites(a, b Site) int {
	return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
}

// Found is what a finder saw in a source tree.
type Found struct {
	// Sites has the call sites of each method of the client, by the method's name in the client.
	Sites map[string][]Site
	// Unclear are uses of which the type checker cannot say what they call, such as a call on a value of type any.
	Unclear []Unclear
}

// Unclear is a use that may be a call or not.
type Unclear struct {
	Site
	// What is the expression.
	What string `json:"what"`
}

// Add notes a call site of a method.
func (f *Found) Add(method string, site Site) {
	if f.Sites == nil {
		f.Sites = map[string][]Site{}
	}
	f.Sites[method] = append(f.Sites[method], site)
}

// Sort puts everything into the order in which it is reported, each site once: two calls in a line are one site.
func (f *Found) Sort() {
	for method, sites := range f.Sites {
		f.Sites[method] = Sorted(sites)
	}
	slices.SortFunc(f.Unclear, func(a, b Unclear) int {
		return cmp.Or(compareSites(a.Site, b.Site), strings.Compare(a.What, b.What))
	})
	f.Unclear = slices.Compact(f.Unclear)
}

// Sorted sorts sites by file and line, and leaves out repetitions.
func Sorted(sites []Site) []Site {
	slices.SortFunc(sites, compareSites)
	return slices.Compact(sites)
}

// Methods are the names of the methods that are called, sorted.
func (f *Found) Methods() []string { return slices.Sorted(maps.Keys(f.Sites)) }

// Key is an operationId, or the name that a generator of clients made from it, without what generators change: case
// and every character that is no letter or digit. The Go and TypeScript methods of an operation have its key.
func Key(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}
