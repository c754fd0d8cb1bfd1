package generator

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"

	"akbuild.internal/tools/base/nearest"
	"akbuild.internal/tools/base/tree"
	"akbuild.internal/tools/client/npmname"
	"go.yaml.in/yaml/v3"
)

// Config is what the tool is configured with: a file (upstream's config.yaml, or none), and settings over it.
type Config struct {
	name string
	root *yaml.Node
}

// ReadConfig reads a configuration file; with an empty name it begins with nothing.
func ReadConfig(name string) (*Config, error) {
	c := &Config{name: name, root: &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"}}
	if name == "" {
		return c, nil
	}
	content, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("reading the configuration %s: %w", name, tree.Reason(err))
	}
	var file yaml.Node
	if err := yaml.Unmarshal(content, &file); err != nil {
		return nil, fmt.Errorf("reading the configuration %s: it is not YAML: %s", name, strings.TrimPrefix(err.Error(), "yaml: "))
	}
	if len(file.Content) == 0 {
		return c, nil
	}
	c.root = file.Content[0]
	if n := ambiguous(c.root); n != nil {
		return nil, fmt.Errorf("reading the configuration %s:%d: the unquoted value %s is a boolean to one reader of YAML and a text to another; write true or false, or quote it", name, n.Line, n.Value)
	}
	if c.root.Kind != yaml.MappingNode {
		return nil, fmt.Errorf("reading the configuration %s:%d: its top is not a mapping of options", name, c.root.Line)
	}
	return c, nil
}

// Check fails for a key that neither the tool nor the generator knows. label names the generator.
func (c *Config) Check(label string, options []string) error {
	known := slices.Concat(options, keysOf(settings))
	for i := 0; i+1 < len(c.root.Content); i += 2 {
		key, value := c.root.Content[i], c.root.Content[i+1]
		if !slices.Contains(known, key.Value) {
			return c.unknown(key, "--set", "option", label, known)
		}
		if why, ours := ourSettings[key.Value]; ours {
			return fmt.Errorf("reading %s: %s cannot be set, since %s", c.at(key, "--set"), key.Value, why)
		}
		if settings[key.Value] && value.Kind != yaml.MappingNode && value.Kind != yaml.SequenceNode {
			return fmt.Errorf("reading %s: %s is a single value and must be a mapping", c.at(key, "--set"), key.Value)
		}
		if err := c.checkValue(key, value); err != nil {
			return err
		}
		switch key.Value {
		case "additionalProperties":
			for k := 0; k+1 < len(value.Content); k += 2 {
				name := value.Content[k]
				if !slices.Contains(known, name.Value) {
					return c.unknown(name, "--set", "option", label, known)
				}
				if err := c.checkValue(name, value.Content[k+1]); err != nil {
					return err
				}
			}
		case "globalProperties":
			for k := 0; k+1 < len(value.Content); k += 2 {
				if name := value.Content[k]; !slices.Contains(globalProperties, name.Value) {
					return c.unknown(name, "--global-property", "global property", label, globalProperties)
				}
			}
		}
	}
	return nil
}

// checkValue fails for a value that the generator takes and what is made of its client does not.
func (c *Config) checkValue(key, value *yaml.Node) error {
	if key.Value != "npmName" {
		return nil
	}
	if err := npmname.Check(value.Value); err != nil {
		key := &yaml.Node{Value: key.Value, Line: value.Line}
		return fmt.Errorf("reading %s: npmName %q is no name of an npm package: %w", c.at(key, "--set"), value.Value, err)
	}
	return nil
}

func (c *Config) unknown(key *yaml.Node, flag, what, label string, known []string) error {
	return fmt.Errorf("reading %s: %s has no %s %s%s", c.at(key, flag), label, what, key.Value, nearest.Hint(key.Value, known))
}

// at says where a key came from: the file or, having no line there, a flag.
func (c *Config) at(key *yaml.Node, flag string) string {
	if key.Line == 0 {
		return "the flag " + flag + " " + key.Value
	}
	return fmt.Sprintf("the configuration %s:%d", c.name, key.Line)
}

// Set sets an option, where the file has it or else among the additional properties (a setting: at the top). A value
// true or false is a boolean, anything else a string: 2026.10 is no number.
func (c *Config) Set(key, value string) {
	scalar := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Style: yaml.DoubleQuotedStyle, Value: value}
	if value == "true" || value == "false" {
		scalar = &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!bool", Value: value}
	}
	if _, setting := settings[key]; setting || find(c.root, key) >= 0 {
		put(c.root, key, scalar)
		return
	}
	put(c.section("additionalProperties"), key, scalar)
}

// SetGlobal sets a global property unless the file has it already and override is false.
func (c *Config) SetGlobal(key, value string, override bool) {
	section := c.section("globalProperties")
	if override || find(section, key) < 0 {
		put(section, key, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Style: yaml.DoubleQuotedStyle, Value: value})
	}
}

// Value is a setting that is a single value; empty without it.
func (c *Config) Value(key string) string { return valueIn(c.root, key) }

// Global is a global property.
func (c *Config) Global(key string) (value string, there bool) {
	section := &yaml.Node{}
	if i := find(c.root, "globalProperties"); i >= 0 {
		section = c.root.Content[i+1]
	}
	return valueIn(section, key), find(section, key) >= 0
}

// Mapping is a setting that is a mapping; nil without it.
func (c *Config) Mapping(key string) map[string]string {
	i := find(c.root, key)
	if i < 0 || c.root.Content[i+1].Kind != yaml.MappingNode {
		return nil
	}
	pairs, mapping := c.root.Content[i+1].Content, map[string]string{}
	for k := 0; k+1 < len(pairs); k += 2 {
		mapping[pairs[k].Value] = pairs[k+1].Value
	}
	return mapping
}

// SetTemplates replaces the folder of templates; with an empty name the tool's own are used. Upstream's files name a folder
// of their container here.
func (c *Config) SetTemplates(dir string) {
	if i := find(c.root, "templateDir"); i >= 0 {
		c.root.Content = slices.Delete(c.root.Content, i, i+2)
	}
	if dir != "" {
		put(c.root, "templateDir", &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Style: yaml.DoubleQuotedStyle, Value: dir})
	}
}

// Bytes is the configuration as the tool reads it.
func (c *Config) Bytes() ([]byte, error) {
	var b bytes.Buffer
	encoder := yaml.NewEncoder(&b)
	encoder.SetIndent(2)
	if err := encoder.Encode(c.root); err != nil {
		return nil, fmt.Errorf("writing the configuration made of %s: %w", c.name, err)
	}
	return b.Bytes(), nil
}

// section is a mapping at the top, made if it is not there.
func (c *Config) section(key string) *yaml.Node {
	if i := find(c.root, key); i >= 0 && c.root.Content[i+1].Kind == yaml.MappingNode {
		return c.root.Content[i+1]
	}
	section := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"}
	put(c.root, key, section)
	return section
}

// find is the index of a key in a mapping; -1 without it.
func find(mapping *yaml.Node, key string) int {
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		if mapping.Content[i].Value == key {
			return i
		}
	}
	return -1
}

// valueIn is what a key of a mapping has; empty without it.
func valueIn(mapping *yaml.Node, key string) string {
	if i := find(mapping, key); i >= 0 {
		return mapping.Content[i+1].Value
	}
	return ""
}

func put(mapping *yaml.Node, key string, value *yaml.Node) {
	if i := find(mapping, key); i >= 0 {
		mapping.Content[i+1] = value
		return
	}
	mapping.Content = append(mapping.Content, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: key}, value)
}

func keysOf(m map[string]bool) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
