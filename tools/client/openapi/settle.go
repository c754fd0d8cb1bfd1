package openapi

import (
	"go.yaml.in/yaml/v3"
)

// settle puts what an alias stands for into its place, and what a merge key merges into its mapping: what comes after knows
// of neither.
func (d *Document) settle() error {
	s := settler{document: d, open: map[*yaml.Node]bool{}}
	_, err := s.node(d.root)
	return err
}

type settler struct {
	document *Document
	// open are the anchored nodes around the one that is looked at.
	open map[*yaml.Node]bool
}

func (s *settler) node(n *yaml.Node) (*yaml.Node, error) {
	if n.Kind == yaml.AliasNode {
		if s.open[n.Alias] {
			return nil, s.document.fail(n, "the anchor %q contains itself", n.Value)
		}
		return n.Alias, nil
	}
	if n.Anchor != "" {
		s.open[n] = true
		defer delete(s.open, n)
	}
	merges := false
	for i, c := range n.Content {
		settled, err := s.node(c)
		if err != nil {
			return nil, err
		}
		n.Content[i] = settled
		if n.Kind == yaml.MappingNode && i%2 == 0 {
			if settled.Kind != yaml.ScalarNode {
				return nil, s.document.fail(c, "a key is %s and not a text", kindName(settled))
			}
			merges = merges || isMerge(settled)
		}
	}
	if merges {
		return n, s.merge(n)
	}
	return n, nil
}

func isMerge(key *yaml.Node) bool { return key.Tag == "!!merge" && key.Value == "<<" && plain(key) }

// merge replaces the merge keys of a mapping. A key of the mapping itself wins over a merged one, and a merged one over
// those that are merged after it; each is where it was first met, as the generator's own reader has it.
func (s *settler) merge(n *yaml.Node) error {
	m := merger{at: map[string]int{}}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if !isMerge(key) {
			m.own(key, value)
			continue
		}
		sources := []*yaml.Node{value}
		if value.Kind == yaml.SequenceNode {
			sources = value.Content
		}
		for _, source := range sources {
			if source.Kind != yaml.MappingNode {
				return s.document.fail(key, "the key << merges %s, and only mappings can be merged", kindName(source))
			}
			for k := 0; k+1 < len(source.Content); k += 2 {
				m.merged(source.Content[k], source.Content[k+1])
			}
		}
	}
	n.Content = m.content
	return nil
}

// merger collects the keys of a mapping.
type merger struct {
	content []*yaml.Node
	// at is where a key is in content; the keys of the mapping itself are in mine.
	at   map[string]int
	mine map[string]bool
}

func (m *merger) own(key, value *yaml.Node) {
	if at, there := m.at[key.Value]; there && !m.mine[key.Value] {
		m.content[at], m.content[at+1] = key, value
	} else {
		// One that is there twice stays there twice, to be told.
		m.add(key, value)
	}
	if m.mine == nil {
		m.mine = map[string]bool{}
	}
	m.mine[key.Value] = true
}

func (m *merger) merged(key, value *yaml.Node) {
	if _, there := m.at[key.Value]; !there {
		m.add(key, value)
	}
}

func (m *merger) add(key, value *yaml.Node) {
	if _, there := m.at[key.Value]; !there {
		m.at[key.Value] = len(m.content)
	}
	m.content = append(m.content, key, value)
}
