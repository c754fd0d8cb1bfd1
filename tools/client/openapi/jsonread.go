package openapi

import (
	"bytes"
	"encoding/json"

	"go.yaml.in/yaml/v3"
)

// jsonNodes reads valid JSON into the nodes that YAML's reader makes.
func jsonNodes(text []byte) *yaml.Node {
	r := &jsonReader{decoder: json.NewDecoder(bytes.NewReader(text)), text: text, line: 1}
	r.decoder.UseNumber()
	return r.value(r.token())
}

type jsonReader struct {
	decoder *json.Decoder
	text    []byte
	// at is where the last token begins, in the line that begins at start.
	at, line, start int
}

// token reads on, and notes where the token begins. The text is valid, so that there is no error but the end.
func (r *jsonReader) token() json.Token {
	begin := int(r.decoder.InputOffset())
	for begin < len(r.text) && bytes.IndexByte([]byte(" \t\r\n,:"), r.text[begin]) >= 0 {
		begin++
	}
	for ; r.at < begin; r.at++ {
		if r.text[r.at] == '\n' {
			r.line, r.start = r.line+1, r.at+1
		}
	}
	t, _ := r.decoder.Token()
	return t
}

// node is a node for the token that was just read.
func (r *jsonReader) node(kind yaml.Kind, tag, value string, style yaml.Style) *yaml.Node {
	return &yaml.Node{Kind: kind, Tag: tag, Value: value, Style: style, Line: r.line, Column: r.at - r.start + 1}
}

func (r *jsonReader) value(t json.Token) *yaml.Node {
	switch t := t.(type) {
	case json.Delim:
		if t == '[' {
			list := r.node(yaml.SequenceNode, "!!seq", "", yaml.FlowStyle)
			for r.decoder.More() {
				list.Content = append(list.Content, r.value(r.token()))
			}
			r.token()
			return list
		}
		mapping := r.node(yaml.MappingNode, "!!map", "", yaml.FlowStyle)
		for r.decoder.More() {
			mapping.Content = append(mapping.Content, r.value(r.token()), r.value(r.token()))
		}
		r.token()
		return mapping
	case string:
		return r.node(yaml.ScalarNode, "!!str", t, yaml.DoubleQuotedStyle)
	case json.Number:
		return r.node(yaml.ScalarNode, "!!float", t.String(), 0)
	case bool:
		if t {
			return r.node(yaml.ScalarNode, "!!bool", "true", 0)
		}
		return r.node(yaml.ScalarNode, "!!bool", "false", 0)
	}
	return r.node(yaml.ScalarNode, "!!null", "null", 0)
}
