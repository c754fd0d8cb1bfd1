package apidiff

import "github.com/getkin/kin-openapi/openapi3"

// recursive says whether a schema of the document leads back to itself. Merging allOf copies such schemas apart, and
// oasdiff, which knows a circle by its references, would then walk it for ever.
func recursive(doc *openapi3.T) bool {
	if doc.Components == nil {
		return false
	}
	c := circles{state: map[*openapi3.Schema]int{}}
	for _, s := range doc.Components.Schemas {
		if c.through(s) {
			return true
		}
	}
	return false
}

// circles walks schemas depth first; only those of components can have a reference that leads to them.
type circles struct{ state map[*openapi3.Schema]int }

const (
	open = iota + 1
	closed
)

func (c circles) through(ref *openapi3.SchemaRef) bool {
	if ref == nil || ref.Value == nil {
		return false
	}
	s := ref.Value
	if state := c.state[s]; state != 0 {
		return state == open
	}
	c.state[s] = open
	defer func() { c.state[s] = closed }()
	single := openapi3.SchemaRefs{s.Not, s.Items, s.AdditionalProperties.Schema}
	for _, list := range []openapi3.SchemaRefs{s.AllOf, s.AnyOf, s.OneOf, single} {
		for _, inner := range list {
			if c.through(inner) {
				return true
			}
		}
	}
	for _, inner := range s.Properties {
		if c.through(inner) {
			return true
		}
	}
	return false
}
