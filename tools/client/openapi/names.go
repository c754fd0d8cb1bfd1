package openapi

import (
	"slices"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v3"
)

// Loose is a name as it is told apart in no language: without case, and without what is no letter or digit.
func Loose(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}

// Named is a part of the document that has a name.
type Named struct {
	// Name is the name as it is written.
	Name string
	// Line is where it is.
	Line int
}

// At is the place of a part, as name:line.
func (d *Document) At(n Named) string { return at(d.Name, n.Line) }

// Schemas are the schemas below components whose names are the given one but for case, underscores and the like.
func (d *Document) Schemas(name string) []Named {
	var found []Named
	schemas := child(child(d.root, "components"), "schemas")
	for i := 0; schemas != nil && i+1 < len(schemas.Content); i += 2 {
		if key := schemas.Content[i]; Loose(key.Value) == Loose(name) {
			found = append(found, Named{key.Value, key.Line})
		}
	}
	return found
}

// Tags are the tags of operations whose names are the given one but for case, underscores and the like, each once.
func (d *Document) Tags(name string) []Named {
	var found []Named
	for _, op := range d.operations() {
		tags := child(op.node, "tags")
		for i := 0; tags != nil && i < len(tags.Content); i++ {
			tag := tags.Content[i]
			known := slices.ContainsFunc(found, func(n Named) bool { return n.Name == tag.Value })
			if !known && Loose(tag.Value) == Loose(name) {
				found = append(found, Named{tag.Value, tag.Line})
			}
		}
	}
	return found
}

// Operation is a part of the document that clients have a function for.
type Operation struct {
	Named
	node       *yaml.Node
	parameters []*yaml.Node
}

// Operation finds the operation after which something in a client is called, the one with the longest name in it.
func (d *Document) Operation(name string) *Operation {
	var best *Operation
	for _, op := range d.operations() {
		if l := Loose(op.Name); l != "" && strings.Contains(Loose(name), l) && (best == nil || len(l) > len(Loose(best.Name))) {
			best = op
		}
	}
	return best
}

// Parameter is the name of the operation's parameter that is the given one but for case, underscores and the like; empty
// without one.
func (o *Operation) Parameter(name string) string {
	for _, p := range o.parameters {
		if n := child(p, "name"); n != nil && Loose(n.Value) == Loose(name) {
			return n.Value
		}
	}
	return ""
}

var methods = []string{"get", "put", "post", "delete", "options", "head", "patch", "trace"}

func (d *Document) operations() []*Operation {
	var found []*Operation
	for _, part := range []string{"paths", "webhooks"} {
		items := child(d.root, part)
		for i := 0; items != nil && i+1 < len(items.Content); i += 2 {
			path, item := items.Content[i], d.target(items.Content[i+1])
			for k := 0; item.Kind == yaml.MappingNode && k+1 < len(item.Content); k += 2 {
				key, operation := item.Content[k], item.Content[k+1]
				if !slices.Contains(methods, key.Value) || operation.Kind != yaml.MappingNode {
					continue
				}
				op := &Operation{Named: Named{path.Value + " " + key.Value, key.Line}, node: operation}
				if id := child(operation, "operationId"); id != nil && id.Kind == yaml.ScalarNode {
					op.Named = Named{id.Value, id.Line}
				}
				for _, list := range []*yaml.Node{child(operation, "parameters"), child(item, "parameters")} {
					if list != nil && list.Kind == yaml.SequenceNode {
						for _, p := range list.Content {
							op.parameters = append(op.parameters, d.target(p))
						}
					}
				}
				found = append(found, op)
			}
		}
	}
	return found
}

// target is what a node refers to, or the node itself.
func (d *Document) target(n *yaml.Node) *yaml.Node {
	for {
		ref := child(n, "$ref")
		if ref == nil {
			return n
		}
		tokens, _ := split(strings.TrimPrefix(ref.Value, "#"))
		next, _ := d.lookup(tokens)
		if next == nil {
			return n
		}
		n = next
	}
}
