package apidiff

import (
	"slices"
	"strings"

	"akbuild.internal/tools/apidiff/calls"
)

// Side is a part of the source tree that calls the API, and how it fared.
type Side struct {
	// Name is "go" or "web".
	Name string `json:"side"`
	// Checked is false when the side was left out, for the Reason given.
	Checked bool   `json:"checked"`
	Reason  string `json:"reason,omitempty"`
	// Called is the number of operations that the side calls, Sites that of the places where it does so.
	Called int `json:"calledOperations"`
	Sites  int `json:"callSites"`
	// Changed is the number of called operations that changed, Breaking that of those with breaking changes.
	Changed  int `json:"changedOperations"`
	Breaking int `json:"breakingOperations"`
	// Unknown are called methods of the client that belong to no operation of either document.
	Unknown []Unknown `json:"unknown,omitempty"`
	// Unclear are uses of which the type checker cannot say what they call.
	Unclear []calls.Unclear `json:"unclear,omitempty"`
	title   string
}

// Unknown is a called method of the client that belongs to no operation of either document.
type Unknown struct {
	Method string       `json:"method"`
	Sites  []calls.Site `json:"sites"`
}

// attach notes the call sites of a part of the source tree with the changed operations.
func (r *Report) attach(c *caller, from, to *schema) {
	if c.found == nil {
		r.Sides = append(r.Sides, Side{Name: c.name, title: c.title, Reason: c.reason()})
		return
	}
	found, side := c.found, Side{Name: c.name, title: c.title, Checked: true, Unclear: c.found.Unclear}
	known := map[string]bool{}
	for _, s := range []*schema{from, to} {
		s.ids(func(_ operation, id string) { known[calls.Key(id)] = true })
	}
	sites := map[string][]calls.Site{}
	for _, method := range found.Methods() {
		key := keyOf(method, known)
		if !known[key] {
			side.Unknown = append(side.Unknown, Unknown{Method: method, Sites: found.Sites[method]})
			continue
		}
		sites[key] = append(sites[key], found.Sites[method]...)
		side.Sites += len(found.Sites[method])
	}
	side.Called = len(sites)
	for i := range r.Operations {
		op := &r.Operations[i]
		var here []calls.Site
		for _, id := range op.IDs {
			here = append(here, sites[calls.Key(id)]...)
		}
		if len(here) == 0 {
			continue
		}
		op.Calls = append(op.Calls, Calls{Side: c.name, title: c.title, Sites: calls.Sorted(here)})
		side.Changed++
		if op.Worst() == Breaking {
			side.Breaking++
		}
	}
	r.Sides = append(r.Sides, side)
}

// keyOf is the key of the operation that a method of the client stands for. The Go generator writes Call before a name
// that would begin with a digit, and both write a number behind one that is taken.
func keyOf(method string, known map[string]bool) string {
	key := calls.Key(method)
	for _, candidate := range []string{key, strings.TrimPrefix(key, "call"), strings.TrimRight(key, "0123456789")} {
		if known[candidate] {
			return candidate
		}
	}
	return key
}

// touched are the changed operations that any side calls.
func (r *Report) touched() []Operation {
	return slices.DeleteFunc(slices.Clone(r.Operations), func(op Operation) bool { return len(op.Calls) == 0 })
}
