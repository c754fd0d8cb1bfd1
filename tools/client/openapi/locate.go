package openapi

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// Locate says where in the file, as name:line, what a sentence of the generator speaks of is: the nearest there is to a path
// like paths.'/books/'(get).responses.200 in it.
func (d *Document) Locate(sentence string) string {
	best, most := d.root, 0
	for _, word := range strings.Fields(sentence) {
		if n, length := locate(d.root, strings.TrimSuffix(word, ".")); length > most {
			best, most = n, length
		}
	}
	return at(d.Name, best.Line)
}

// locate follows a path as far as it leads, and says how much of it that is. Names in it may have dots and quotes.
func locate(n *yaml.Node, path string) (*yaml.Node, int) {
	best, most := n, 0
	if n.Kind != yaml.MappingNode {
		return best, most
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		for _, form := range []string{key.Value, "'" + key.Value + "'", "(" + key.Value + ")"} {
			rest, ok := strings.CutPrefix(path, form)
			if !ok || key.Value == "" || rest != "" && rest[0] != '.' && rest[0] != '(' {
				continue
			}
			found, length := key, len(form)
			if below, more := locate(value, strings.TrimPrefix(rest, ".")); more > 0 {
				found, length = below, length+more
			}
			if length > most {
				best, most = found, length
			}
		}
	}
	return best, most
}
