package pycheck

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"akbuild.internal/tools/pep508"
	"deps.dev/util/pypi"
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
		set[d.Name] = d
	}
	return set, nil
}

// wheelRequirements reads what a wheel of a folder asks for.
func wheelRequirements(folder string, d Distribution) ([]pep508.Requirement, error) {
	fail := func(err error) ([]pep508.Requirement, error) {
		return nil, fmt.Errorf("reading the metadata of the wheel %s: %w", d.Wheel, err)
	}
	file, err := os.Open(filepath.Join(folder, d.Wheel))
	if err != nil {
		return fail(err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return fail(err)
	}
	metadata, err := pypi.WheelMetadata(context.Background(), file, info.Size())
	if err != nil {
		return fail(err)
	}
	var all []pep508.Requirement
	for _, dependency := range metadata.Dependencies {
		text := dependency.Name
		if dependency.Extras != "" {
			text += "[" + dependency.Extras + "]"
		}
		if dependency.Constraint != "" {
			text += " " + dependency.Constraint
		}
		if dependency.Environment != "" {
			text += "; " + dependency.Environment
		}
		r, err := pep508.Parse(text)
		if err != nil {
			return fail(err)
		}
		all = append(all, r)
	}
	return all, nil
}
