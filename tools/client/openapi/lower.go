package openapi

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// Lowered is a document said in the words of OpenAPI 3.0 as far as that has words for it.
type Lowered struct {
	// JSON is the document.
	JSON []byte
	// Rest is what OpenAPI 3.0 has no words for and JSON lacks: by its place, which begins with #/, the JSON of it and of all
	// that it refers to.
	Rest map[string]string
}

// Lower says the document in the words of OpenAPI 3.0, for programs that know no other.
func (d *Document) Lower() (Lowered, error) {
	decoder := json.NewDecoder(bytes.NewReader(d.json))
	// Numbers stay what is written.
	decoder.UseNumber()
	var top map[string]any
	if err := decoder.Decode(&top); err != nil {
		return Lowered{}, d.failLine(1, "it is no JSON: %v", err)
	}
	version, _ := top["openapi"].(string)
	l := lowering{top: top, newer: !strings.HasPrefix(version, "3.0"), rest: map[string]string{}}
	if l.newer {
		l.inlinePathItems()
		l.document()
	}
	l.object(top, "document", "#")
	l.addDerived()
	content, err := json.Marshal(top)
	if err != nil {
		return Lowered{}, d.failLine(1, "it cannot be written: %v", err)
	}
	return Lowered{JSON: content, Rest: l.rest}, nil
}

type lowering struct {
	top map[string]any
	// newer says that it is OpenAPI 3.1.
	newer bool
	rest  map[string]string
	// derived are schemas to make.
	derived []derived
}

// document mends what is different at the top and in operations.
func (l *lowering) document() {
	l.top["openapi"] = "3.0.3"
	if l.top["paths"] == nil {
		l.top["paths"] = map[string]any{}
	}
	hooks, _ := l.top["webhooks"].(map[string]any)
	for name, hook := range hooks {
		l.keep("#/webhooks/"+name, hook)
	}
	for _, key := range []string{"webhooks", "jsonSchemaDialect"} {
		delete(l.top, key)
	}
}

// inlinePathItems puts the path items of components where they are referred to: OpenAPI 3.0 has them nowhere else.
func (l *lowering) inlinePathItems() {
	for _, part := range []string{"paths", "webhooks"} {
		items, _ := l.top[part].(map[string]any)
		for path, item := range items {
			for range 20 {
				m, _ := item.(map[string]any)
				ref, _ := m["$ref"].(string)
				if ref == "" {
					break
				}
				item = deepCopy(l.lookup(ref))
			}
			if item != nil {
				items[path] = item
			}
		}
	}
	if components, ok := l.top["components"].(map[string]any); ok {
		delete(components, "pathItems")
	}
}

// keep notes something that OpenAPI 3.0 has no words for.
func (l *lowering) keep(place string, value any) {
	var b bytes.Buffer
	l.closure(&b, value, map[string]bool{})
	l.rest[place] = b.String()
}

// closure writes a value, and all that it refers to.
func (l *lowering) closure(b *bytes.Buffer, value any, seen map[string]bool) {
	content, _ := json.Marshal(value)
	b.Write(content)
	for _, ref := range refsOf(value) {
		if !seen[ref] {
			seen[ref] = true
			b.WriteString("\n" + ref + " ")
			l.closure(b, l.lookup(ref), seen)
		}
	}
}

func refsOf(value any) (refs []string) {
	switch v := value.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			if ref, ok := v[key].(string); ok && key == "$ref" {
				refs = append(refs, ref)
			} else {
				refs = append(refs, refsOf(v[key])...)
			}
		}
	case []any:
		for _, item := range v {
			refs = append(refs, refsOf(item)...)
		}
	}
	return refs
}

func (l *lowering) lookup(ref string) any {
	tokens, _ := split(strings.TrimPrefix(ref, "#"))
	var n any = l.top
	for _, token := range tokens {
		m, _ := n.(map[string]any)
		n = m[token]
	}
	return n
}

func deepCopy(value any) any {
	switch v := value.(type) {
	case map[string]any:
		copied := make(map[string]any, len(v))
		for key, item := range v {
			copied[key] = deepCopy(item)
		}
		return copied
	case []any:
		copied := make([]any, len(v))
		for i, item := range v {
			copied[i] = deepCopy(item)
		}
		return copied
	}
	return value
}

// object looks for schemas in an object of a kind.
func (l *lowering) object(value any, kind, place string) any {
	switch v := value.(type) {
	case []any:
		for i, item := range v {
			v[i] = l.object(item, kind, place)
		}
	case bool:
		if kind == "schema" && !strings.HasSuffix(place, "/additionalProperties") {
			return boolSchema(v)
		}
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			next := below(kind, key)
			if kind[0] == '*' {
				next = kind[1:]
			}
			if next == "" || next == someData || next == aText || next == aBoolean || next == aValue {
				continue
			}
			if inner := place + "/" + key; kind == "schema" && wordless[key] {
				l.keep(inner, v[key])
				delete(v, key)
			} else {
				v[key] = l.object(v[key], next, inner)
			}
		}
		if kind == "operation" && v["responses"] == nil {
			v["responses"] = map[string]any{}
		}
		if kind == "schema" {
			return l.schema(v, place)
		}
	}
	return value
}

// boolSchema is the schema of everything or of nothing.
func boolSchema(all bool) map[string]any {
	if all {
		return map[string]any{}
	}
	return map[string]any{"not": map[string]any{}}
}
