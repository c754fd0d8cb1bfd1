package openapi

import (
	"bytes"
	"encoding/json"
	"math/big"

	"go.yaml.in/yaml/v3"
)

// most is how large the document may become where anchors are written out, as a multiple of the file, and at least.
const most, leastMost = 50, 16 << 20

// writeJSON writes the document as JSON, which has no two readings, and which the generator reads in half a second less.
func (d *Document) writeJSON() error {
	w := jsonWriter{document: d, most: max(leastMost, most*len(d.Content))}
	w.Grow(len(d.Content))
	if err := w.node(d.root); err != nil {
		return err
	}
	w.WriteByte('\n')
	d.json = w.Bytes()
	return nil
}

type jsonWriter struct {
	bytes.Buffer
	document *Document
	most     int
	// depth is how many lists and mappings are around.
	depth int
}

// deepest is how deep the generator's reader goes.
const deepest = 1000

func (w *jsonWriter) node(n *yaml.Node) error {
	w.depth++
	defer func() { w.depth-- }()
	if w.depth > deepest {
		return w.document.fail(n, "it is nested more than %d deep", deepest)
	}
	if w.Len() > w.most {
		return w.document.fail(n, "its anchors, written out, make it larger than %d MB", w.most>>20)
	}
	switch n.Kind {
	case yaml.MappingNode:
		return w.mapping(n)
	case yaml.SequenceNode:
		if err := w.tag(n, "!!seq"); err != nil {
			return err
		}
		w.WriteByte('[')
		for i, c := range n.Content {
			if i > 0 {
				w.WriteByte(',')
			}
			if err := w.node(c); err != nil {
				return err
			}
		}
		w.WriteByte(']')
		return nil
	}
	return w.scalar(n)
}

func (w *jsonWriter) mapping(n *yaml.Node) error {
	if err := w.tag(n, "!!map"); err != nil {
		return err
	}
	w.WriteByte('{')
	for i := 0; i+1 < len(n.Content); i += 2 {
		if i > 0 {
			w.WriteByte(',')
		}
		// A key is the text that is written: JSON has no other.
		w.text(n.Content[i].Value)
		w.WriteByte(':')
		if err := w.node(n.Content[i+1]); err != nil {
			return err
		}
	}
	w.WriteByte('}')
	return nil
}

// tag refuses a tag of a list or mapping that is not the one it has anyway.
func (w *jsonWriter) tag(n *yaml.Node, own string) error {
	if n.Style&yaml.TaggedStyle != 0 && n.Tag != own && n.Tag != "!" {
		return w.document.fail(n, "the tag %s is none that JSON has a value for", n.Tag)
	}
	return nil
}

func (w *jsonWriter) scalar(n *yaml.Node) error {
	m := meaningOf(n, w.document.older)
	if n.Style&yaml.TaggedStyle != 0 {
		var problem string
		if m, problem = tagged(n, m); problem != "" {
			return w.document.fail(n, "%s", problem)
		}
	}
	switch m {
	case text:
		w.text(n.Value)
	case null:
		w.WriteString("null")
	case boolean:
		w.WriteString(lower(n.Value))
	case number:
		w.WriteString(jsonNumber(n.Value))
	default:
		return w.document.fail(n, "%s", doubt(n, m))
	}
	return nil
}

// tagged is what a scalar with a tag means, which without the tag would mean m.
func tagged(n *yaml.Node, m meaning) (meaning, string) {
	untagged := &yaml.Node{Kind: yaml.ScalarNode, Value: n.Value}
	switch want, known := map[string]meaning{"!": text, "!!str": text, "!!null": null, "!!bool": boolean, "!!int": number, "!!float": number}[n.Tag]; {
	case !known:
		return m, "the tag " + n.Tag + " is none that JSON has a value for"
	case want == text, meaningOf(untagged, false) == want:
		return want, ""
	}
	return m, "the tag " + n.Tag + " is not what " + n.Value + " is in YAML 1.2"
}

func (w *jsonWriter) text(s string) {
	if isSimple(s) {
		w.WriteByte('"')
		w.WriteString(s)
		w.WriteByte('"')
		return
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	// A text can always be written.
	_ = encoder.Encode(s)
	w.Truncate(w.Len() - 1)
}

// isSimple says whether a text is in JSON what it is.
func isSimple(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			return false
		}
	}
	return true
}

func lower(word string) string { return string(bytes.ToLower([]byte(word))) }

// decimal writes a whole number of another base.
func decimal(s string) string {
	// Go knows 0o and 0x as YAML does; the pattern has been matched.
	n, _ := new(big.Int).SetString(s, 0)
	return n.String()
}
