package uvlock

import (
	"fmt"
	"maps"
	"slices"

	"akbuild.internal/tools/python/pep508"
)

// applies says whether a marker of the lock holds.
func applies(marker string, env pep508.Environment, extras []string) (bool, error) {
	if marker == "" {
		return true, nil
	}
	m, err := pep508.ParseMarker(marker)
	if err != nil {
		return false, fmt.Errorf("the condition %q cannot be read: %w", marker, err)
	}
	return m.Evaluate(env, extras)
}

func applied(marker string, env pep508.Environment) (bool, error) { return applies(marker, env, nil) }

// closure is what is reached from some edges: the packages, and what each of them asks for directly.
type closure struct {
	m    *maker
	seen map[string]bool
	// needs holds, by index of the package, the indexes of those that it asks for.
	needs map[int]map[int]bool
}

func (m *maker) closure() *closure {
	return &closure{m: m, seen: map[string]bool{}, needs: map[int]map[int]bool{}}
}

// follow goes along the edges that apply. from is the index of the package that asks; -1 for a group.
func (c *closure) follow(from int, edges []edge) error {
	for _, e := range edges {
		ok, err := applied(e.Marker, c.m.env)
		if err != nil {
			return fmt.Errorf("reading the lock %s: %w", c.m.lockFile, err)
		}
		if !ok {
			continue
		}
		to, err := c.m.find(from, e)
		if err != nil {
			return err
		}
		if from >= 0 {
			c.needs[from][to] = true
		}
		if err := c.visit(to, ""); err != nil {
			return err
		}
		for _, extra := range e.Extra {
			if err := c.visit(to, extra); err != nil {
				return err
			}
		}
	}
	return nil
}

// visit takes a package, and what it asks for: with an extra, what the extra adds.
func (c *closure) visit(index int, extra string) error {
	key := fmt.Sprintf("%d[%s]", index, extra)
	if c.seen[key] {
		return nil
	}
	c.seen[key] = true
	if c.needs[index] == nil {
		c.needs[index] = map[int]bool{}
	}
	p := c.m.lock.Packages[index]
	if extra == "" {
		return c.follow(index, p.Needs)
	}
	return c.follow(index, p.Optional[extra])
}

// find is the package that an edge leads to, in this environment.
func (m *maker) find(from int, e edge) (int, error) {
	var found []int
	for _, i := range m.byName[e.Name] {
		p := m.lock.Packages[i]
		if e.Version != "" && p.Version != e.Version {
			continue
		}
		ok := len(p.Markers) == 0
		for _, marker := range p.Markers {
			holds, err := applied(marker, m.env)
			if err != nil {
				return 0, fmt.Errorf("reading the lock %s: %w", m.lockFile, err)
			}
			ok = ok || holds
		}
		if ok {
			found = append(found, i)
		}
	}
	asker := "a group of the project"
	if from >= 0 {
		asker = m.lock.Packages[from].Name
	}
	switch len(found) {
	case 0:
		return 0, fmt.Errorf("reading the lock %s: it does not have %s, which %s asks for: write it anew with `uv lock`", m.lockFile, e.Name, asker)
	case 1:
		return found[0], nil
	}
	return 0, fmt.Errorf("reading the lock %s: it has several versions of %s, and %s may have any: write it anew with `uv lock`", m.lockFile, e.Name, asker)
}

// names are the sorted names of the distributions that a package asks for directly.
func (c *closure) names(index int) []string {
	names := []string{}
	for i := range c.needs[index] {
		p := c.m.lock.Packages[i]
		if _, ok := p.Source.inTree(); !ok {
			names = append(names, p.Name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// packages are the indexes of the distributions of the closure.
func (c *closure) packages() []int {
	var all []int
	for _, i := range slices.Sorted(maps.Keys(c.needs)) {
		if _, ok := c.m.lock.Packages[i].Source.inTree(); !ok {
			all = append(all, i)
		}
	}
	return all
}
