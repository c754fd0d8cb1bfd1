package openapi

import (
	"go.yaml.in/yaml/v3"
)

// Model is a schema that has a name in clients.
type Model struct {
	Named
	// Alias says that the generator makes nothing of it but another name for what it is: a text, a list.
	Alias bool
	// Inline says that the name is not the document's: the generator makes it of where the schema is.
	Inline bool
}

// Models are the schemas below components, and those objects within them and in bodies that the generator gives a name.
func (d *Document) Models() []Model {
	m := models{document: d}
	schemas := child(child(d.root, "components"), "schemas")
	for i := 0; schemas != nil && i+1 < len(schemas.Content); i += 2 {
		name, schema := schemas.Content[i], schemas.Content[i+1]
		m.found = append(m.found, Model{Named: Named{name.Value, name.Line}, Alias: isAlias(schema)})
		m.within(schema, name.Value)
	}
	for _, op := range d.operations() {
		m.body(d.target(child(op.node, "requestBody")), op.Name+"_request")
		responses := child(op.node, "responses")
		for i := 0; responses != nil && i+1 < len(responses.Content); i += 2 {
			m.body(d.target(responses.Content[i+1]), op.Name+"_"+responses.Content[i].Value+"_response")
		}
	}
	return m.found
}

// isAlias says whether a schema is neither an object with properties, nor one of several, nor an enumeration.
func isAlias(schema *yaml.Node) bool {
	if child(schema, "$ref") != nil {
		return true
	}
	for _, key := range []string{"properties", "allOf", "anyOf", "oneOf", "enum"} {
		if n := child(schema, key); n != nil && len(n.Content) > 0 {
			return false
		}
	}
	return true
}

// models collects what gets a name.
type models struct {
	document *Document
	found    []Model
	depth    int
}

// within looks for objects within a schema, whose names begin with the schema's.
func (m *models) within(schema *yaml.Node, name string) {
	if m.depth++; m.depth < 50 {
		properties := child(schema, "properties")
		for i := 0; properties != nil && properties.Kind == yaml.MappingNode && i+1 < len(properties.Content); i += 2 {
			m.inline(properties.Content[i+1], name+"_"+properties.Content[i].Value)
		}
		m.inline(child(schema, "items"), name+"_inner")
		m.inline(child(schema, "additionalProperties"), name+"_value")
	}
	m.depth--
}

func (m *models) inline(schema *yaml.Node, name string) {
	if schema == nil || schema.Kind != yaml.MappingNode || child(schema, "$ref") != nil {
		return
	}
	if title := child(schema, "title"); title != nil && title.Kind == yaml.ScalarNode {
		name = title.Value
	}
	if properties := child(schema, "properties"); properties != nil && len(properties.Content) > 0 {
		m.found = append(m.found, Model{Named: Named{name, schema.Line}, Inline: true})
	}
	m.within(schema, name)
}

// body looks for an object in the content of a body.
func (m *models) body(body *yaml.Node, name string) {
	content := child(body, "content")
	for i := 1; content != nil && i < len(content.Content); i += 2 {
		m.inline(child(content.Content[i], "schema"), name)
		return
	}
}
