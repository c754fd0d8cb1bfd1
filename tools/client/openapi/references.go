package openapi

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"akbuild.internal/tools/base/nearest"
	"go.yaml.in/yaml/v3"
)

// reference looks at the value of a $ref that stands for an object of a kind.
func (w *walker) reference(n *yaml.Node, kind string) {
	if n.Kind != yaml.ScalarNode || isNull(n) {
		w.fail(n, "the $ref is %s and not a text", kindName(n))
		return
	}
	asText(n)
	ref := n.Value
	if w.good[kind+ref] {
		return
	}
	pointer, local := strings.CutPrefix(ref, "#")
	if !local {
		w.fail(n, "the $ref %q leads out of the file; put what it names into the file, since the generator runs alone with it", ref)
		return
	}
	tokens, problem := split(pointer)
	if problem != "" {
		w.fail(n, "the $ref %q leads nowhere: %s", ref, problem)
		return
	}
	target, problem := w.document.lookup(tokens)
	if problem == "" {
		problem = w.document.unusable(target, tokens, kind)
	} else {
		problem = "leads nowhere: " + problem
	}
	if problem == "" {
		problem = w.document.chain(n, kind)
	}
	if problem != "" {
		w.fail(n, "the $ref %q %s", ref, problem)
		return
	}
	w.good[kind+ref] = true
}

var unescapePointer = strings.NewReplacer("~1", "/", "~0", "~")

// split takes a JSON pointer apart.
func split(pointer string) (tokens []string, problem string) {
	if pointer == "" {
		return nil, ""
	}
	if !strings.HasPrefix(pointer, "/") {
		return nil, "it does not begin with #/"
	}
	decoded, err := url.PathUnescape(pointer)
	if err != nil {
		return nil, "it is not a well-formed address"
	}
	tokens = strings.Split(decoded[1:], "/")
	for i, token := range tokens {
		tokens[i] = unescapePointer.Replace(token)
	}
	return tokens, ""
}

// lookup follows a JSON pointer, or says what is missing.
func (d *Document) lookup(tokens []string) (*yaml.Node, string) {
	n, passed := d.root, "#"
	for _, token := range tokens {
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
			return nil, fmt.Sprintf("%s has no %s%s", passed, token, nearest.Hint(token, keys(n)))
		}
		n, passed = next, passed+"/"+token
	}
	return n, ""
}

// strict are the kinds that the generator looks for in their own part of components and nowhere else: of what is elsewhere it
// makes a client without the type.
var strict = map[string]bool{"schema": true, "response": true, "requestBody": true, "header": true}

// unusable says why the generator cannot use what a reference leads to; empty if it can.
func (d *Document) unusable(target *yaml.Node, tokens []string, kind string) string {
	section := sections[kind]
	inComponents := len(tokens) > 2 && tokens[0] == "components"
	switch {
	case inComponents && tokens[1] != section:
		return fmt.Sprintf("leads to one of the %s, and one of the %s belongs here", tokens[1], section)
	case strict[kind] && !inComponents:
		return fmt.Sprintf("leads to what the generator does not look at; put it into #/components/%s", section)
	case strict[kind] && !named(tokens[3:]):
		return fmt.Sprintf("leads to a part that has no name, which the generator cannot follow; put it into #/components/%s", section)
	case target.Kind != yaml.MappingNode && (kind != "schema" || target.Kind != yaml.ScalarNode || meaningOf(target, false) != boolean):
		return fmt.Sprintf("leads to %s, which is none of the %s", kindName(target), section)
	}
	return ""
}

// named says whether the rest of a pointer to a schema leads through parts that have names.
func named(rest []string) bool {
	if len(rest)%2 != 0 {
		return false
	}
	for i := 0; i < len(rest); i += 2 {
		if kind := below("schema", rest[i]); kind != "*schema" {
			return false
		}
	}
	return true
}

// chain follows a reference to another reference and so on, and says whether that ends.
func (d *Document) chain(n *yaml.Node, kind string) string {
	var passed []string
	for seen := map[string]bool{}; ; {
		if seen[n.Value] {
			return "leads back to itself: " + strings.Join(append(passed, n.Value), ", then ")
		}
		seen[n.Value] = true
		passed = append(passed, n.Value)
		pointer, _ := strings.CutPrefix(n.Value, "#")
		tokens, problem := split(pointer)
		if problem != "" {
			return ""
		}
		target, _ := d.lookup(tokens)
		if n = child(target, "$ref"); n == nil || n.Kind != yaml.ScalarNode {
			// What is wrong with the next one is said there.
			return ""
		}
	}
}
