package pycheck

import (
	"fmt"
	"slices"
	"strings"

	"akbuild.internal/tools/pep508"
)

// Request says what to check.
type Request struct {
	// Projects are pyproject.toml files. They may ask for each other.
	Projects []string
	// Distributions is the distributions.json of the set.
	Distributions string
	// Wheels is the folder of its wheels. Empty: what the distributions ask for is not checked.
	Wheels string
	// Python is the version of the set's interpreter, such as 3.13.
	Python string
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
	c := &check{request: r, env: pep508.Linux(r.Python), set: set, projects: map[string]*project{}, done: map[string]bool{}}
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
			ok, err := pep508.AllowsPython(p.python, r.Python)
			if err != nil {
				return 0, fmt.Errorf("reading the project %s: %w", p.file, err)
			}
			if !ok {
				c.unmet = append(c.unmet, fmt.Sprintf("%s (%s) is for Python %s, and the Python set has %s", p.file, p.name, p.python, r.Python))
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
	env      pep508.Environment
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
	if !r.Applies(c.env, extras) {
		return nil
	}
	c.checked++
	if p := c.projects[r.Name]; p != nil {
		if p.version != "" && !r.Allows(p.version) {
			c.unmet = append(c.unmet, fmt.Sprintf("%s asks for %s, and %s has version %s", asker, r.Text, p.file, p.version))
		}
		return c.project(p, r.Extras)
	}
	d, found := c.set[r.Name]
	switch {
	case !found:
		c.unmet = append(c.unmet, fmt.Sprintf("%s asks for %s, which the Python set does not have: add it, docs/python.md says how", asker, r.Text))
		return nil
	case !r.Allows(d.effective()):
		c.unmet = append(c.unmet, fmt.Sprintf("%s asks for %s, and the Python set has %s %s: change the one or the other, docs/python.md says how", asker, r.Text, d.Name, d.effective()))
	}
	return c.distribution(d, r.Extras)
}

func (c *check) distribution(d Distribution, extras []string) error {
	if c.request.Wheels == "" || !c.once(d.Name, extras) {
		return nil
	}
	requirements, err := wheelRequirements(c.request.Wheels, d)
	if err != nil {
		return err
	}
	asker := d.Name + " " + d.Version
	if len(extras) > 0 {
		asker = fmt.Sprintf("%s[%s] %s", d.Name, strings.Join(extras, ","), d.Version)
	}
	for _, requirement := range requirements {
		if err := c.requirement(asker, requirement, extras); err != nil {
			return err
		}
	}
	return nil
}
