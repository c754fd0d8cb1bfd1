package pycheck

import (
	"fmt"
	"maps"
	"slices"

	"akbuild.internal/tools/python/pep508"
	"github.com/BurntSushi/toml"
)

// project is what a pyproject.toml says of dependencies.
type project struct {
	file, name, version, python string
	// requirements by extra; "" holds those that are always there.
	requirements map[string][]pep508.Requirement
}

func readProject(file string) (*project, error) {
	var content struct {
		Project struct {
			Name           string
			Version        string
			Dynamic        []string
			RequiresPython string              `toml:"requires-python"`
			Dependencies   []string            `toml:"dependencies"`
			Optional       map[string][]string `toml:"optional-dependencies"`
		}
	}
	if _, err := toml.DecodeFile(file, &content); err != nil {
		return nil, fmt.Errorf("reading the project %s: %w", file, err)
	}
	c := content.Project
	if c.Name == "" {
		return nil, fmt.Errorf("reading the project %s: it has no [project] name", file)
	}
	if slices.Contains(c.Dynamic, "dependencies") {
		return nil, fmt.Errorf("reading the project %s: its dependencies are dynamic, and cannot be checked before it is built", file)
	}
	p := &project{
		file: file, name: pep508.Name(c.Name), version: c.Version, python: c.RequiresPython,
		requirements: map[string][]pep508.Requirement{},
	}
	groups := map[string][]string{"": c.Dependencies}
	written := map[string]string{}
	for _, extra := range slices.Sorted(maps.Keys(c.Optional)) {
		name := pep508.Name(extra)
		if other, has := written[name]; has {
			return nil, fmt.Errorf("reading the project %s: its extras %s and %s have the same name (PEP 685): give one another name, or make one of the two", file, other, extra)
		}
		written[name], groups[name] = extra, c.Optional[extra]
	}
	for _, extra := range slices.Sorted(maps.Keys(groups)) {
		p.requirements[extra] = nil
		for _, text := range groups[extra] {
			r, err := pep508.Parse(text)
			if err != nil {
				return nil, fmt.Errorf("reading the project %s: %w", file, err)
			}
			p.requirements[extra] = append(p.requirements[extra], r)
		}
	}
	return p, nil
}
