// Package ownschema makes a client from a user's own schema, with the generator and the configuration that a pinned release of
// authentik is made with.
package ownschema

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"akbuild.internal/tools/base/tree"
)

// Table is nix/releases/clients.json.
type Table struct {
	// DefaultRelease is what a schema of no pinned release is taken for.
	DefaultRelease string `json:"defaultRelease"`
	// Generators are the versions of openapi-generator that are pinned.
	Generators []string `json:"generators"`
	// GoConfigs and TypeScriptConfigs are options by the name of the configuration.
	GoConfigs         map[string]map[string]string `json:"goConfigs"`
	TypeScriptConfigs map[string]map[string]string `json:"typescriptConfigs"`
	// OtherConfigs are the options of upstream's clients in other languages, by the generator's name; the same in every release.
	OtherConfigs map[string]map[string]string `json:"otherConfigs"`
	// GoPatch are options that a Go client which is built with a server has beside its release's own.
	GoPatch map[string]string `json:"goPatch"`
	// Releases are the pinned releases.
	Releases map[string]Release `json:"releases"`
}

// Release is one of the table.
type Release struct {
	// Go and TypeScript say what the client of that language is made with.
	Go, TypeScript Made
}

// Made is what a client is made with.
type Made struct {
	// Generator is a version of openapi-generator.
	Generator string
	// Config is the name of a configuration.
	Config string
	// Patch says whether the table's patch belongs to it.
	Patch bool
}

// ReadTable reads a table.
func ReadTable(name string) (*Table, error) {
	content, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("reading the table of releases %s: %w", name, tree.Reason(err))
	}
	var t Table
	if err := json.Unmarshal(content, &t); err != nil {
		return nil, fmt.Errorf("reading the table of releases %s: %w", name, err)
	}
	return &t, nil
}

// Plan is how a client is made.
type Plan struct {
	// Generator is the name that openapi-generator has for the language.
	Generator string
	// Version is the version of openapi-generator.
	Version string
	// Release is the release whose configuration it is.
	Release string
	// Options are that configuration, as key=value, sorted.
	Options []string
}

// names are other names of generators.
var names = map[string]string{"typescript": "typescript-fetch", "ts": "typescript-fetch"}

// Plan says how a client in a language is made. release and generator are what the user asked for, empty for nothing;
// schemaVersion is the version that the schema says.
func (t *Table) Plan(language, release, generator, schemaVersion string) (Plan, error) {
	if release == "" {
		if release = schemaVersion; t.missing(release) {
			release = t.DefaultRelease
		}
	}
	if t.missing(release) {
		known := slices.Sorted(maps.Keys(t.Releases))
		return Plan{}, fmt.Errorf("looking up release %s: it is not pinned; there are %s", release, strings.Join(known, ", "))
	}
	p := Plan{Generator: language, Release: release, Version: generator}
	if name, ok := names[language]; ok {
		p.Generator = name
	}
	made, options := t.options(p.Generator, release, t.Releases[release])
	if p.Version == "" {
		p.Version = made.Generator
	}
	if !slices.Contains(t.Generators, p.Version) {
		return Plan{}, fmt.Errorf("looking up openapi-generator %s: it is not pinned; there are %s, and docs/pins.md says how one is added", p.Version, strings.Join(t.Generators, ", "))
	}
	for _, key := range slices.Sorted(maps.Keys(options)) {
		p.Options = append(p.Options, key+"="+options[key])
	}
	return p, nil
}

func (t *Table) missing(release string) bool {
	_, ok := t.Releases[release]
	return !ok
}

// options are what the client of a release r, called version, is made with. Languages that upstream publishes no client in
// have no options, and the generator of its TypeScript client.
func (t *Table) options(generator, version string, r Release) (Made, map[string]string) {
	if other, ok := t.OtherConfigs[generator]; ok {
		// Upstream says nowhere which generator these are made with; that of the Go client compiles, and reproduces the
		// newest Rust crate.
		options := maps.Clone(other)
		options["packageVersion"] = version
		return Made{Generator: r.Go.Generator}, options
	}
	switch generator {
	case "go":
		options := maps.Clone(t.GoConfigs[r.Go.Config])
		if r.Go.Patch {
			maps.Copy(options, t.GoPatch)
		}
		return r.Go, options
	case "typescript-fetch":
		return r.TypeScript, t.TypeScriptConfigs[r.TypeScript.Config]
	}
	return r.TypeScript, nil
}
