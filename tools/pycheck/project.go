package pycheck

import (
	"fmt"
	"slices"

	"akbuild.internal/tools/pep508"
	"deps.dev/util/pypi"
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
		file: file, name: pypi.CanonPackageName(c.Name), version: c.Version, python: c.RequiresPython,
		requirements: map[string][]pep508.Requirement{},
	}
	groups := map[string][]string{"": c.Dependencies}
	for extra, texts := range c.Optional {
		groups[pypi.CanonPackageName(extra)] = texts
	}
	for extra, texts := range groups {
		for _, text := range texts {
			r, err := pep508.Parse(text)
			if err != nil {
				return nil, fmt.Errorf("reading the project %s: %w", file, err)
			}
			p.requirements[extra] = append(p.requirements[extra], r)
		}
	}
	return p, nil
}
