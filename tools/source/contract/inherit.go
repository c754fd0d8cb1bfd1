package contract

import (
	"fmt"
	"slices"
)

// over puts what a line's contract has read, with what it inherits, together: texts, and known texts of a watch, are added to
// those of base. A text with the count 0, and an empty reason or value in a map, take away what is inherited.
func (c *Contract) over(base Contract) {
	texts := slices.Clone(base.Texts)
	for _, t := range c.Texts {
		same := func(other Text) bool { return other.File == t.File && other.Text == t.Text }
		if t.Count == 0 && slices.ContainsFunc(texts, same) {
			texts = slices.DeleteFunc(texts, same)
			continue
		}
		texts = append(texts, t)
	}
	c.Texts = texts
	watch := slices.Clone(base.Watch)
	for _, w := range c.Watch {
		at := slices.IndexFunc(watch, func(other Watch) bool { return other.Name == w.Name })
		if at < 0 || w.Pattern != "" {
			watch = append(watch, w)
			continue
		}
		watch[at].Known = slices.Concat(watch[at].Known, w.Known)
	}
	c.Watch = watch
	for _, table := range []map[string]string{
		c.Version.Files, c.Paths.Files, c.Paths.Folders, c.Paths.Opened, c.Paths.Absent, c.Python.Scripts, c.Python.Sources,
		c.Packages.Other, c.Go.Requires, c.Go.Without, c.Go.Programs,
	} {
		for name, value := range table {
			if value == "" {
				delete(table, name)
			}
		}
	}
}

// settle puts More and Less into Dependencies, and says what is wrong with them.
func (p *Python) settle() string {
	for _, name := range p.Less {
		at := slices.Index(p.Dependencies, name)
		if at < 0 {
			return fmt.Sprintf("python.less has %s, which is none of the dependencies", name)
		}
		p.Dependencies = slices.Delete(p.Dependencies, at, at+1)
	}
	for _, name := range p.More {
		if slices.Contains(p.Dependencies, name) {
			return fmt.Sprintf("python.more has %s, which is one of the dependencies already", name)
		}
	}
	p.Dependencies = slices.Concat(p.Dependencies, p.More)
	p.More, p.Less = nil, nil
	return ""
}
