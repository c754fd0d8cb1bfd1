package apidiff

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"akbuild.internal/tools/apidiff/calls"
)

// Report is what changed between two documents and who calls it.
type Report struct {
	From   Document `json:"from"`
	To     Document `json:"to"`
	Counts Counts   `json:"counts"`
	// Operations are the changed ones: first those with breaking changes, then those with warnings, then the rest, each
	// by path.
	Operations []Operation `json:"operations"`
	// General are the changes of no single operation.
	General []Change `json:"general"`
	// Sides are the parts of the source tree that call the API; none without a source tree.
	Sides []Side `json:"source,omitempty"`
}

// Document names one of the two documents.
type Document struct {
	Title   string `json:"title"`
	Version string `json:"version,omitempty"`
}

// Counts are the numbers of changes by level, and of operations that have any.
type Counts struct {
	Breaking   int `json:"breaking"`
	Warning    int `json:"warning"`
	Other      int `json:"other"`
	Operations int `json:"operations"`
}

// Operation is a changed operation.
type Operation struct {
	Method string `json:"method"`
	Path   string `json:"path"`
	// IDs are its operationIds, more than one when that changed.
	IDs []string `json:"operationIds"`
	// Changes come worst first.
	Changes []Change `json:"changes"`
	// Calls has the call sites, one element for each side that calls it.
	Calls []Calls `json:"calls,omitempty"`
}

// Calls are the sites at which one side calls an operation.
type Calls struct {
	Side  string       `json:"side"`
	Sites []calls.Site `json:"sites"`
	title string
}

// Worst is the worst level of the operation's changes.
func (o Operation) Worst() Level { return o.Changes[0].Level }

// newReport groups the changes of two documents by operation.
func newReport(from, to *schema, changes []located) *Report {
	r := &Report{From: from.document(), To: to.document(), Operations: []Operation{}, General: []Change{}}
	ids := map[operation][]string{}
	for _, s := range []*schema{from, to} {
		s.ids(func(op operation, id string) { ids[op] = append(ids[op], id) })
	}
	groups := map[operation]*Operation{}
	for _, c := range changes {
		if c.path == "" {
			r.General = append(r.General, c.Change)
			continue
		}
		g := groups[c.operation]
		if g == nil {
			g = &Operation{Method: c.method, Path: c.path, IDs: ids[c.operation]}
			groups[c.operation] = g
		}
		// The two documents may name path parameters differently: which one a change shows must not depend on order.
		g.Path = max(g.Path, c.path)
		g.IDs = append(g.IDs, c.id)
		g.Changes = append(g.Changes, c.Change)
	}
	for g := range maps.Values(groups) {
		g.IDs = slices.DeleteFunc(sortedSet(g.IDs), func(id string) bool { return id == "" })
		g.Changes = sortedChanges(g.Changes)
		r.Operations = append(r.Operations, *g)
	}
	slices.SortFunc(r.Operations, func(a, b Operation) int {
		worst := compareLevels(a.Worst(), b.Worst())
		return cmp.Or(worst, strings.Compare(a.Path, b.Path), strings.Compare(a.Method, b.Method))
	})
	r.General = sortedChanges(r.General)
	r.count()
	return r
}

func (s *schema) document() Document { return Document{Title: s.title(), Version: s.version()} }

func (r *Report) count() {
	r.Counts = countOf(r.General)
	for _, op := range r.Operations {
		r.Counts.add(countOf(op.Changes))
	}
	r.Counts.Operations = len(r.Operations)
}

func countOf(changes []Change) (c Counts) {
	for _, change := range changes {
		switch change.Level {
		case Breaking:
			c.Breaking++
		case Warning:
			c.Warning++
		default:
			c.Other++
		}
	}
	return c
}

func (c *Counts) add(more Counts) {
	c.Breaking += more.Breaking
	c.Warning += more.Warning
	c.Other += more.Other
}

func (c Counts) total() int { return c.Breaking + c.Warning + c.Other }

func compareLevels(a, b Level) int { return slices.Index(levels, a) - slices.Index(levels, b) }

// sortedChanges puts changes into order and leaves out repetitions: a change of several media types is one.
func sortedChanges(changes []Change) []Change {
	slices.SortFunc(changes, func(a, b Change) int {
		return cmp.Or(compareLevels(a.Level, b.Level), strings.Compare(a.ID, b.ID), strings.Compare(a.Text, b.Text))
	})
	return slices.Compact(changes)
}

func sortedSet(list []string) []string {
	list = slices.Sorted(slices.Values(list))
	return slices.Compact(list)
}
