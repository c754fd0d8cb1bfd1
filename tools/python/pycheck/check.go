package pycheck

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"akbuild.internal/tools/base/nearest"
	"akbuild.internal/tools/python/pep508"
)

// Request says what to check.
type Request struct {
	// Projects are pyproject.toml files. They may ask for each other.
	Projects []string
	// Distributions is the distributions.json of the set.
	Distributions string
	// Wheels is the folder of its wheels. Empty: what the distributions ask for is not checked.
	Wheels string
	// Environment is the set's interpreter's.
	Environment pep508.Environment
}

// Unmet is the error of requirements that the set does not meet, a sentence each.
type Unmet []string

func (u Unmet) Error() string { return strings.Join(u, "\n") }

// Run checks and returns how many requirements it looked at; the error is an Unmet when everything could be read.
func Run(r Request) (int, error) {
	set, err := ReadSet(r.Distributions)
	if err != nil {
		return 0, err
	}
	c := &check{request: r, set: set, projects: map[string]*project{}, done: map[string]bool{}}
	var order []*project
	for _, file := range r.Projects {
		p, err := readProject(file)
		if err != nil {
			return 0, err
		}
		if other := c.projects[p.name]; other != nil {
			return 0, fmt.Errorf("the projects %s and %s are both named %s", other.file, file, p.name)
		}
		c.projects[p.name] = p
		order = append(order, p)
	}
	for _, p := range order {
		if p.python != "" {
			ok, err := r.Environment.AllowsPython(p.python)
			if err != nil {
				return 0, fmt.Errorf("reading the project %s: %w", p.file, err)
			}
			if !ok {
				c.found("%s (%s) is for Python %s, and the Python set has %s", p.file, p.name, p.python, r.Environment.Python())
			}
		}
		if err := c.project(p, nil); err != nil {
			return 0, err
		}
	}
	if len(c.unmet) > 0 {
		return 0, c.unmet
	}
	return c.checked, nil
}

type check struct {
	request  Request
	set      map[string]Distribution
	projects map[string]*project
	done     map[string]bool
	unmet    Unmet
	checked  int
}

// once says whether a thing with these extras was not looked at before.
func (c *check) once(name string, extras []string) bool {
	key := name + "[" + strings.Join(slices.Sorted(slices.Values(extras)), ",") + "]"
	seen := c.done[key]
	c.done[key] = true
	return !seen
}

// found notes what is not met, once: what is asked for with extras is looked at again.
func (c *check) found(format string, args ...any) {
	if sentence := fmt.Sprintf(format, args...); !slices.Contains(c.unmet, sentence) {
		c.unmet = append(c.unmet, sentence)
	}
}

func (c *check) project(p *project, extras []string) error {
	if !c.once(p.name, extras) {
		return nil
	}
	asker := fmt.Sprintf("%s (%s)", p.file, p.name)
	for _, extra := range append([]string{""}, extras...) {
		for _, requirement := range p.requirements[extra] {
			if err := c.requirement(asker, requirement, nil); err != nil {
				return err
			}
		}
	}
	return nil
}

// requirement checks one requirement of asker, which was itself asked for with extras.
func (c *check) requirement(asker string, r pep508.Requirement, extras []string) error {
	applies, err := r.Applies(c.request.Environment, extras)
	if err != nil {
		return fmt.Errorf("reading what %s asks for: %w", asker, err)
	}
	if !applies {
		return nil
	}
	c.checked++
	if r.URL != "" {
		c.found("%s asks for %s, which names an address, and the Python set knows versions alone", asker, r.Text)
		return nil
	}
	if p := c.projects[r.Name]; p != nil {
		if p.version != "" && !r.Allows(p.version) {
			c.found("%s asks for %s, and %s has version %s", asker, r.Text, p.file, p.version)
		}
		c.extras(asker, r, p.file, slices.Collect(maps.Keys(p.requirements)))
		return c.project(p, r.Extras)
	}
	d, found := c.set[r.Name]
	switch {
	case !found:
		c.found("%s asks for %s, which the Python set does not have: add it, docs/python.md says how", asker, r.Text)
		return nil
	case !r.Allows(d.effective()):
		c.found("%s asks for %s, and the Python set has %s %s: change the one or the other, docs/python.md says how", asker, r.Text, d.Name, d.effective())
	}
	return c.distribution(asker, r, d)
}

// distribution checks what a distribution asks for, which asker asks for in r.
func (c *check) distribution(asker string, r pep508.Requirement, d Distribution) error {
	if c.request.Wheels == "" || !c.once(d.Name, r.Extras) {
		return nil
	}
	m, err := readMetadata(c.request.Wheels, d)
	if err != nil {
		return err
	}
	c.extras(asker, r, d.Name+" "+d.Version, m.extras)
	asker = d.Name + " " + d.Version
	if len(r.Extras) > 0 {
		asker = fmt.Sprintf("%s[%s] %s", d.Name, strings.Join(r.Extras, ","), d.Version)
	}
	if m.python != "" {
		ok, err := c.request.Environment.AllowsPython(m.python)
		if err != nil {
			return fmt.Errorf("reading the metadata of the wheel %s: %w", d.Wheel, err)
		}
		if !ok {
			c.found("%s is for Python %s, and the Python set has %s", asker, m.python, c.request.Environment.Python())
		}
	}
	for _, requirement := range m.requires {
		if err := c.requirement(asker, requirement, r.Extras); err != nil {
			return err
		}
	}
	return nil
}

// extras checks that what a requirement asks for has the extras that it names.
func (c *check) extras(asker string, r pep508.Requirement, of string, has []string) {
	for _, extra := range r.Extras {
		if !slices.Contains(has, extra) {
			c.found("%s asks for %s, and %s has no extra %s%s", asker, r.Text, of, extra, nearest.Hint(extra, has))
		}
	}
}
