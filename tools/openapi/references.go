package openapi

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"akbuild.internal/tools/nearest"
	"go.yaml.in/yaml/v3"
)

// dataKeys hold values as they are on the wire; a $ref in one is data.
var dataKeys = map[string]bool{"const": true, "default": true, "enum": true, "example": true, "value": true}

// nameKeys hold a mapping whose keys are names that the document's author chose.
var nameKeys = map[string]bool{
	"callbacks": true, "definitions": true, "$defs": true, "examples": true, "headers": true, "links": true,
	"parameters": true, "pathItems": true, "paths": true, "patternProperties": true, "properties": true,
	"requestBodies": true, "responses": true, "schemas": true, "securitySchemes": true, "webhooks": true,
}

// checkReferences looks at every $ref of the document, and at every mapping for keys that are there twice.
func (d *Document) checkReferences() error {
	w := walker{document: d, good: map[string]bool{}}
	w.walk(d.root, false)
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
	first    error
	count    int
}

func (w *walker) fail(n *yaml.Node, format string, args ...any) {
	w.count++
	if w.first == nil {
		w.first = w.document.fail(n, format, args...)
	}
}

// walk looks at a node; names says that its keys are the author's names and not keywords.
func (w *walker) walk(n *yaml.Node, names bool) {
	switch n.Kind {
	case yaml.SequenceNode:
		for _, c := range n.Content {
			w.walk(c, false)
		}
	case yaml.MappingNode:
		w.duplicates(n)
		for i := 0; i+1 < len(n.Content); i += 2 {
			key, value := n.Content[i], n.Content[i+1]
			switch {
			case names:
				w.walk(value, false)
			case key.Value == "$ref" && value.Kind == yaml.ScalarNode:
				w.reference(value)
			case dataKeys[key.Value] || strings.HasPrefix(key.Value, "x-"):
			default:
				w.walk(value, nameKeys[key.Value] && value.Kind == yaml.MappingNode)
			}
		}
	}
}

func (w *walker) duplicates(n *yaml.Node) {
	if len(n.Content) > 16 {
		seen := make(map[string]*yaml.Node, len(n.Content)/2)
		for i := 0; i+1 < len(n.Content); i += 2 {
			key := n.Content[i]
			if first := seen[key.Value]; first != nil {
				w.fail(key, "the key %q is there twice, first in line %d", key.Value, first.Line)
				return
			}
			seen[key.Value] = key
		}
		return
	}
	for i := 2; i+1 < len(n.Content); i += 2 {
		for j := 0; j < i; j += 2 {
			if n.Content[i].Value == n.Content[j].Value {
				w.fail(n.Content[i], "the key %q is there twice, first in line %d", n.Content[i].Value, n.Content[j].Line)
				return
			}
		}
	}
}

func (w *walker) reference(n *yaml.Node) {
	ref := n.Value
	if w.good[ref] {
		return
	}
	pointer, local := strings.CutPrefix(ref, "#")
	if !local {
		w.fail(n, "the $ref %q leads out of the file; put what it names into the file, since the generator runs alone with it", ref)
		return
	}
	if problem := w.document.lookup(pointer); problem != "" {
		w.fail(n, "the $ref %q leads nowhere: %s", ref, problem)
		return
	}
	w.good[ref] = true
}

var unescapePointer = strings.NewReplacer("~1", "/", "~0", "~")

// lookup follows a JSON pointer and says what is missing; empty when it leads somewhere.
func (d *Document) lookup(pointer string) string {
	if pointer == "" {
		return ""
	}
	if !strings.HasPrefix(pointer, "/") {
		return "it does not begin with #/"
	}
	decoded, err := url.PathUnescape(pointer)
	if err != nil {
		return "it is not a well-formed address"
	}
	n, passed := d.root, "#"
	for _, token := range strings.Split(decoded[1:], "/") {
		token = unescapePointer.Replace(token)
		n = resolveAlias(n)
		var next *yaml.Node
		switch n.Kind {
		case yaml.MappingNode:
			next = child(n, token)
		case yaml.SequenceNode:
			if i, err := strconv.Atoi(token); err == nil && i >= 0 && i < len(n.Content) {
				next = n.Content[i]
			}
		}
		if next == nil {
			return fmt.Sprintf("%s has no %s%s", passed, token, nearest.Hint(token, keys(n)))
		}
		n, passed = next, passed+"/"+token
	}
	return ""
}

func keys(n *yaml.Node) []string {
	var found []string
	if n.Kind == yaml.MappingNode {
		for i := 0; i+1 < len(n.Content); i += 2 {
			found = append(found, n.Content[i].Value)
		}
	}
	return found
}
