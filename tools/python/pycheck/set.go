package pycheck

import (
	"encoding/json"
	"fmt"
	"os"

	"akbuild.internal/tools/python/pep440"
	"akbuild.internal/tools/python/pep508"
)

// Distribution is an entry of distributions.json, as nix/packages/python/wheels.nix writes it.
type Distribution struct {
	Name     string   `json:"name"`
	Version  string   `json:"version"`
	Wheel    string   `json:"wheel"`
	Requires []string `json:"requires"`
	Source   string   `json:"source"`
	Note     string   `json:"note"`
	SHA256   string   `json:"sha256"`
	// StandsFor is the registry's version in whose place a fork is.
	StandsFor string `json:"standsFor"`
}

// effective is the version that requirements are compared with.
func (d Distribution) effective() string {
	if d.StandsFor != "" {
		return d.StandsFor
	}
	return d.Version
}

// ReadSet reads a distributions.json.
func ReadSet(file string) (map[string]Distribution, error) {
	content, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("reading the list of the Python set: %w", err)
	}
	var list []Distribution
	if err := json.Unmarshal(content, &list); err != nil {
		return nil, fmt.Errorf("reading the list of the Python set %s: %w", file, err)
	}
	set := map[string]Distribution{}
	for _, d := range list {
		d.Name = pep508.Name(d.Name)
		if other, has := set[d.Name]; has {
			return nil, fmt.Errorf("reading the list of the Python set %s: it has %s twice, %s and %s", file, d.Name, other.Version, d.Version)
		}
		if _, err := pep440.Parse(d.effective()); err != nil {
			return nil, fmt.Errorf("reading the list of the Python set %s: the version of %s: %w", file, d.Name, err)
		}
		set[d.Name] = d
	}
	return set, nil
}
