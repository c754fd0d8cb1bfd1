package openapi

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// checkCircles refuses schemas that contain themselves by allOf or not: no value is one, and the generator walks them until
// it has no memory left.
func (d *Document) checkCircles() error {
	path := d.circle("allOf", "not")
	if path == nil {
		return nil
	}
	return d.fail(path[0], "%s through nothing but allOf and not, which no value can be", circleText(path))
}

// Circle is a sentence about schemas that contain each other without an object in between, on which the generator fails or
// not as it happens; empty if there are none.
func (d *Document) Circle() string {
	path := d.circle("allOf", "anyOf", "oneOf", "not", "items", "additionalProperties")
	if path == nil {
		return ""
	}
	return d.fail(path[0], "%s, without an object in between, which the generator cannot follow", circleText(path)).Error()
}

func circleText(path []*yaml.Node) string {
	var names []string
	for _, n := range append(path, path[0]) {
		names = append(names, strings.TrimPrefix(n.Value, "#/components/schemas/"))
	}
	if len(path) == 1 {
		return "the schema " + names[0] + " contains itself"
	}
	return "the schema " + strings.Join(names, " contains ")
}

// circle finds references that lead in a circle through the given keys of schemas alone.
func (d *Document) circle(through ...string) []*yaml.Node {
	c := circles{document: d, through: map[string]bool{}, done: map[*yaml.Node]bool{}}
	for _, key := range through {
		c.through[key] = true
	}
	schemas := child(child(d.root, "components"), "schemas")
	for i := 1; schemas != nil && i < len(schemas.Content); i += 2 {
		if path := c.from(schemas.Content[i]); path != nil {
			return path
		}
	}
	return nil
}

// circles walks schemas depth first.
type circles struct {
	document *Document
	through  map[string]bool
	done     map[*yaml.Node]bool
	// open are the targets of the references that were followed so far.
	open []step
}

type step struct{ target, ref *yaml.Node }

func (c *circles) from(n *yaml.Node) []*yaml.Node {
	switch n.Kind {
	case yaml.SequenceNode:
		for _, item := range n.Content {
			if path := c.from(item); path != nil {
				return path
			}
		}
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			key, value := n.Content[i], n.Content[i+1]
			var path []*yaml.Node
			if key.Value == "$ref" && value.Kind == yaml.ScalarNode {
				path = c.follow(value)
			} else if c.through[key.Value] {
				path = c.from(value)
			}
			if path != nil {
				return path
			}
		}
	}
	return nil
}

func (c *circles) follow(ref *yaml.Node) []*yaml.Node {
	tokens, problem := split(strings.TrimPrefix(ref.Value, "#"))
	if problem != "" {
		return nil
	}
	target, _ := c.document.lookup(tokens)
	if target == nil || c.done[target] {
		return nil
	}
	for i, s := range c.open {
		if s.target == target {
			path := []*yaml.Node{}
			for _, s := range c.open[i:] {
				path = append(path, s.ref)
			}
			return path
		}
	}
	c.open = append(c.open, step{target, ref})
	path := c.from(target)
	c.open = c.open[:len(c.open)-1]
	c.done[target] = true
	return path
}
