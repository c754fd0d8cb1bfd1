package openapi

import (
	"fmt"

	"go.yaml.in/yaml/v3"
)

// checkPlaces looks at every place of the document: keys that are there twice, references, and scalars that are not what
// their place holds. Unquoted scalars become texts where only a text can be meant.
func (d *Document) checkPlaces() error {
	w := walker{document: d, good: map[string]bool{}, seen: map[visit]bool{}}
	w.at(d.root, "document")
	if w.first == nil {
		return nil
	}
	if w.count > 1 {
		return fmt.Errorf("%w (and %d more)", w.first, w.count-1)
	}
	return w.first
}

type walker struct {
	document *Document
	good     map[string]bool
	// seen are the anchored nodes that were looked at: one may be in many places.
	seen  map[visit]bool
	first error
	count int
}

type visit struct {
	node *yaml.Node
	kind string
}

func (w *walker) fail(n *yaml.Node, format string, args ...any) {
	w.count++
	if w.first == nil {
		w.first = w.document.fail(n, format, args...)
	}
}

// at looks at what is in a place for a kind of object or value.
func (w *walker) at(n *yaml.Node, kind string) {
	if n.Anchor != "" {
		if w.seen[visit{n, kind}] {
			return
		}
		w.seen[visit{n, kind}] = true
	}
	switch n.Kind {
	case yaml.ScalarNode:
		w.scalar(n, kind)
	case yaml.SequenceNode:
		for _, c := range n.Content {
			w.at(c, kind)
		}
	case yaml.MappingNode:
		w.duplicates(n)
		if names := kind[0] == '*'; names || kind == someData {
			for i := 0; i+1 < len(n.Content); i += 2 {
				w.at(n.Content[i+1], kind[boolToInt(names):])
			}
			return
		}
		w.object(n, kind)
	}
}

func boolToInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// object looks at an object of OpenAPI.
func (w *walker) object(n *yaml.Node, kind string) {
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if key.Value == "$ref" && sections[kind] != "" {
			w.reference(value, kind)
			continue
		}
		switch next := below(kind, key.Value); {
		case next == aValue:
			w.at(value, valueOf(n))
		case next == aText && kind == "schema" && key.Value == "required" && value.Kind == yaml.ScalarNode:
			// A boolean there is an old habit; the generator says what it makes of it.
			w.at(value, aBoolean)
		case next != "":
			w.at(value, next)
		default:
			w.at(value, someData)
		}
	}
}

// valueOf is what holds the values of a schema: texts if it is for nothing but texts, booleans if for nothing but those.
func valueOf(schema *yaml.Node) string {
	kinds := map[string]string{"string": aText, "boolean": aBoolean}
	t := child(schema, "type")
	if t == nil {
		return someData
	}
	types := []*yaml.Node{t}
	if t.Kind == yaml.SequenceNode {
		types = t.Content
	}
	found := ""
	for _, t := range types {
		if t.Value == "null" {
			continue
		}
		kind := kinds[t.Value]
		if kind == "" || found != "" && found != kind {
			return someData
		}
		found = kind
	}
	if found == "" {
		return someData
	}
	return found
}

// scalar looks at a scalar. One that a reader of YAML 1.1 takes for a boolean is a text in YAML 1.2; where a boolean belongs,
// it was not meant as one.
func (w *walker) scalar(n *yaml.Node, kind string) {
	switch kind {
	case aText, "*" + aText:
		asText(n)
	case aBoolean, "schema":
		if plain(n) && n.Style&yaml.TaggedStyle == 0 && oldBool.MatchString(n.Value) {
			w.fail(n, "the unquoted value %s is a text in YAML 1.2, and a boolean belongs here; write true or false", n.Value)
		}
	}
}

func (w *walker) duplicates(n *yaml.Node) {
	if len(n.Content) > 16 {
		seen := make(map[string]*yaml.Node, len(n.Content)/2)
		for i := 0; i+1 < len(n.Content); i += 2 {
			key := n.Content[i]
			if first := seen[key.Value]; first != nil {
				w.twice(key, first)
				return
			}
			seen[key.Value] = key
		}
		return
	}
	for i := 2; i+1 < len(n.Content); i += 2 {
		for j := 0; j < i; j += 2 {
			if n.Content[i].Value == n.Content[j].Value {
				w.twice(n.Content[i], n.Content[j])
				return
			}
		}
	}
}

func (w *walker) twice(second, first *yaml.Node) {
	w.fail(second, "the key %q is there twice, first in line %d", second.Value, first.Line)
}
