// Package schemapart cuts some operations out of an OpenAPI document, with what they refer to, as upstream does for a client that
// needs no more (scripts/api_filter_schema.py).
package schemapart

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"akbuild.internal/tools/base/nearest"
	"go.yaml.in/yaml/v3"
)

// methods are the keys of a path that are operations.
var methods = []string{"get", "put", "post", "delete", "options", "head", "patch", "trace"}

// kept are the keys at the top that stay as they are.
var kept = []string{"openapi", "info", "servers"}

// Cut returns the document with these operations alone, by their operationId. What is left stands in the order that it had.
func Cut(document []byte, operations []string) ([]byte, error) {
	var file yaml.Node
	if err := yaml.Unmarshal(document, &file); err != nil {
		return nil, fmt.Errorf("it is not YAML: %w", err)
	}
	if len(file.Content) != 1 || file.Content[0].Kind != yaml.MappingNode {
		return nil, fmt.Errorf("it is no OpenAPI document")
	}
	top := file.Content[0]
	c := cutter{components: value(top, "components"), wanted: operations, found: map[string]bool{}, refs: map[string]bool{}}
	paths := c.paths(value(top, "paths"))
	for _, id := range operations {
		if !c.found[id] {
			return nil, fmt.Errorf("there is no operation %s%s", id, nearest.Hint(id, c.known))
		}
	}
	out := &yaml.Node{Kind: yaml.MappingNode}
	for _, key := range kept {
		add(out, key, value(top, key))
	}
	add(out, "paths", paths)
	add(out, "components", c.referred())
	var b bytes.Buffer
	encoder := yaml.NewEncoder(&b)
	encoder.SetIndent(2)
	if err := encoder.Encode(out); err != nil {
		return nil, err
	}
	return b.Bytes(), encoder.Close()
}

type cutter struct {
	components *yaml.Node
	wanted     []string
	// found are the wanted operations that there are, known all of the document.
	found map[string]bool
	known []string
	// refs are the references of what stays.
	refs map[string]bool
}

// paths keeps the paths that have one of the wanted operations: those, and what is said of the whole path.
func (c *cutter) paths(all *yaml.Node) *yaml.Node {
	out := &yaml.Node{Kind: yaml.MappingNode}
	for path, item := range pairs(all) {
		shared, wanted := &yaml.Node{Kind: yaml.MappingNode}, &yaml.Node{Kind: yaml.MappingNode}
		for key, part := range pairs(item) {
			if !slices.Contains(methods, key) {
				add(shared, key, part)
				continue
			}
			id := ""
			if node := value(part, "operationId"); node != nil {
				id = node.Value
			}
			c.known = append(c.known, id)
			if slices.Contains(c.wanted, id) {
				c.found[id] = true
				add(wanted, key, part)
			}
		}
		if len(wanted.Content) > 0 {
			shared.Content = append(shared.Content, wanted.Content...)
			c.follow(shared)
			add(out, path, shared)
		}
	}
	return out
}

// follow notes what a node refers to, and what that does.
func (c *cutter) follow(node *yaml.Node) {
	if node.Kind == yaml.MappingNode {
		if ref := value(node, "$ref"); ref != nil && !c.refs[ref.Value] {
			c.refs[ref.Value] = true
			if parts := strings.SplitN(ref.Value, "/", 4); len(parts) == 4 && parts[0] == "#" && parts[1] == "components" {
				if component := value(value(c.components, parts[2]), parts[3]); component != nil {
					c.follow(component)
				}
			}
		}
	}
	for _, child := range node.Content {
		c.follow(child)
	}
}

// referred are the components that something refers to, and the ways to authenticate; nil if there are none.
func (c *cutter) referred() *yaml.Node {
	out := &yaml.Node{Kind: yaml.MappingNode}
	for section, entries := range pairs(c.components) {
		if section == "securitySchemes" {
			add(out, section, entries)
			continue
		}
		some := &yaml.Node{Kind: yaml.MappingNode}
		for name, entry := range pairs(entries) {
			if c.refs["#/components/"+section+"/"+name] {
				add(some, name, entry)
			}
		}
		if len(some.Content) > 0 {
			add(out, section, some)
		}
	}
	if len(out.Content) == 0 {
		return nil
	}
	return out
}
