package openapi

import (
	"fmt"
	"os"
	"path/filepath"

	"akbuild.internal/tools/base/tree"
	"go.yaml.in/yaml/v3"
)

// Document is an OpenAPI document that was checked.
type Document struct {
	// Name is the file, for messages.
	Name string
	// Content is the file's content.
	Content []byte
	root    *yaml.Node
	json    []byte
	// older says that the document calls itself YAML 1.1.
	older bool
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
	d := &Document{Name: name, Content: content}
	// The circles after the JSON, which is refused when anchors make it grow without end.
	for _, step := range []func() error{d.load, d.settle, d.checkTop, d.checkPlaces, d.writeJSON, d.checkCircles} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// JSON is the document as the generator gets it: every value as this package reads it, whatever another reader of YAML
// would make of it.
func (d *Document) JSON() []byte { return d.json }

// Version is the version that the document says of itself.
func (d *Document) Version() string { return child(child(d.root, "info"), "version").Value }

// fail is an error at a node.
func (d *Document) fail(n *yaml.Node, format string, args ...any) error {
	return fmt.Errorf("reading the schema %s:%d: %s", at(d.Name, n.Line), n.Column, fmt.Sprintf(format, args...))
}

// failLine is an error in a line.
func (d *Document) failLine(line int, format string, args ...any) error {
	return fmt.Errorf("reading the schema %s: %s", at(d.Name, line), fmt.Sprintf(format, args...))
}

func at(name string, line int) string { return fmt.Sprintf("%s:%d", filepath.ToSlash(name), line) }

// child is the value of a key of a mapping; nil without one.
func child(n *yaml.Node, key string) *yaml.Node {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

func keys(n *yaml.Node) []string {
	var found []string
	if n != nil && n.Kind == yaml.MappingNode {
		for i := 0; i+1 < len(n.Content); i += 2 {
			found = append(found, n.Content[i].Value)
		}
	}
	return found
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
