package schemapart

import (
	"iter"

	"go.yaml.in/yaml/v3"
)

// pairs are the keys and values of a map; none of anything else.
func pairs(node *yaml.Node) iter.Seq2[string, *yaml.Node] {
	return func(yield func(string, *yaml.Node) bool) {
		if node == nil || node.Kind != yaml.MappingNode {
			return
		}
		for i := 0; i+1 < len(node.Content); i += 2 {
			if !yield(node.Content[i].Value, node.Content[i+1]) {
				return
			}
		}
	}
}

// value is what a map has for a key; nil if it has nothing.
func value(node *yaml.Node, key string) *yaml.Node {
	for name, found := range pairs(node) {
		if name == key {
			return found
		}
	}
	return nil
}

// add adds an entry to a map, unless there is nothing to add.
func add(node *yaml.Node, key string, entry *yaml.Node) {
	if entry != nil {
		name := &yaml.Node{}
		name.SetString(key)
		node.Content = append(node.Content, name, entry)
	}
}
