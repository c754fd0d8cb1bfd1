package openapi

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"akbuild.internal/tools/tree"
	"go.yaml.in/yaml/v3"
)

// Document is an OpenAPI document that was checked.
type Document struct {
	// Name is the file, for messages.
	Name string
	// Content is the file's content.
	Content []byte
	root    *yaml.Node
}

// Read reads and checks a document.
func Read(name string) (*Document, error) {
	content, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("reading the schema %s: %w", name, tree.Reason(err))
	}
	return Parse(name, content)
}

// Parse checks a document that has been read from the named file.
func Parse(name string, content []byte) (*Document, error) {
	var file yaml.Node
	if err := yaml.Unmarshal(content, &file); err != nil {
		return nil, fmt.Errorf("reading the schema %s: it is not YAML: %s", at(name, yamlLine(err)), yamlFact(err))
	}
	if len(file.Content) == 0 {
		return nil, fmt.Errorf("reading the schema %s: it is empty", at(name, 1))
	}
	d := &Document{Name: name, Content: content, root: file.Content[0]}
	if err := d.checkTop(); err != nil {
		return nil, err
	}
	if err := d.checkReferences(); err != nil {
		return nil, err
	}
	return d, nil
}

func (d *Document) checkTop() error {
	if d.root.Kind != yaml.MappingNode {
		return d.fail(d.root, "it is not OpenAPI: its top is %s and not a mapping", kindName(d.root))
	}
	if swagger := child(d.root, "swagger"); swagger != nil {
		return d.fail(swagger, "it is Swagger %s and not OpenAPI 3; convert it first", swagger.Value)
	}
	version := child(d.root, "openapi")
	if version == nil {
		return d.fail(d.root, "it is not OpenAPI: it has no key openapi")
	}
	if !strings.HasPrefix(version.Value, "3.") {
		return d.fail(version, "its OpenAPI version is %q; only 3.x can be generated from", version.Value)
	}
	info := child(d.root, "info")
	if info == nil {
		return d.fail(d.root, "it is not OpenAPI: it has no key info")
	}
	for _, key := range []string{"title", "version"} {
		if n := child(info, key); n == nil || n.Kind != yaml.ScalarNode {
			return d.fail(info, "it is not OpenAPI: its info has no %s", key)
		}
	}
	paths := child(d.root, "paths")
	if paths == nil {
		return d.fail(d.root, "it is not OpenAPI: it has no key paths")
	}
	if paths.Kind != yaml.MappingNode {
		return d.fail(paths, "it is not OpenAPI: its paths are %s and not a mapping", kindName(paths))
	}
	return nil
}

// fail is an error at a node.
func (d *Document) fail(n *yaml.Node, format string, args ...any) error {
	return fmt.Errorf("reading the schema %s:%d: %s", at(d.Name, n.Line), n.Column, fmt.Sprintf(format, args...))
}

func at(name string, line int) string { return fmt.Sprintf("%s:%d", filepath.ToSlash(name), line) }

// child is the value of a key of a mapping; nil without one.
func child(n *yaml.Node, key string) *yaml.Node {
	n = resolveAlias(n)
	if n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return resolveAlias(n.Content[i+1])
		}
	}
	return nil
}

func resolveAlias(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode {
		return n.Alias
	}
	return n
}

func kindName(n *yaml.Node) string {
	switch n.Kind {
	case yaml.SequenceNode:
		return "a list"
	case yaml.MappingNode:
		return "a mapping"
	}
	return fmt.Sprintf("the value %q", shorten(n.Value))
}

func shorten(s string) string {
	const most = 40
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

var yamlError = regexp.MustCompile(`^yaml: (?:line (\d+): )?(?s:(.*))$`)

func yamlLine(err error) int {
	line := 1
	if m := yamlError.FindStringSubmatch(err.Error()); m != nil && m[1] != "" {
		_, _ = fmt.Sscan(m[1], &line)
	}
	return line
}

func yamlFact(err error) string {
	if m := yamlError.FindStringSubmatch(err.Error()); m != nil {
		return strings.Join(strings.Fields(m[2]), " ")
	}
	return err.Error()
}
