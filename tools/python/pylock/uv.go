package pylock

import (
	"fmt"
	"net/url"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// artifact is a file of a distribution as a pylock.toml (PEP 751) has it.
type artifact struct {
	Name   string
	URL    string
	Path   string
	Hashes map[string]string
}

// file is the artifact's name, without the place it is at.
func (a artifact) file() string {
	switch {
	case a.Name != "":
		return a.Name
	case a.Path != "":
		return path.Base(a.Path)
	}
	u, err := url.Parse(a.URL)
	if err != nil {
		return ""
	}
	return path.Base(u.Path)
}

// readPylock reads what uv resolved and chooses the one file of each distribution.
func readPylock(file, python string) (map[string]Distribution, error) {
	var content struct {
		Packages []struct {
			Name    string
			Version string
			Sdist   *artifact
			Wheels  []artifact
		}
	}
	if _, err := toml.DecodeFile(file, &content); err != nil {
		return nil, fmt.Errorf("reading what uv resolved: %w", err)
	}
	found := map[string]Distribution{}
	for _, p := range content.Packages {
		var chosen *artifact
		best := 0
		for _, wheel := range p.Wheels {
			if r := Rank(wheel.file(), python); r > best {
				best, chosen = r, &wheel
			}
		}
		if chosen == nil {
			chosen = p.Sdist
		}
		if chosen == nil || chosen.Hashes["sha256"] == "" {
			return nil, fmt.Errorf("choosing a file of %s %s: the registry has neither a wheel for Python %s on x86-64 Linux nor a source archive, with a sha256", p.Name, p.Version, python)
		}
		found[p.Name] = Distribution{Version: p.Version, File: chosen.file(), SHA256: chosen.Hashes["sha256"], Requires: []string{}}
	}
	return found, nil
}

// "aiohttp==3.14.5   # via geoip2, -r 2025.12.in"
var annotated = regexp.MustCompile(`^([a-z0-9._-]+)==(\S+)\s+# via (.*)$`)

// readVia reads the annotations of a requirements file and notes, with each distribution, what it asks for.
func readVia(file string, distributions map[string]Distribution) error {
	content, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("reading what uv resolved: %w", err)
	}
	for line := range strings.Lines(string(content)) {
		match := annotated.FindStringSubmatch(strings.TrimSpace(line))
		if match == nil {
			return fmt.Errorf("reading what uv resolved: the line %q is not understood", strings.TrimSpace(line))
		}
		for parent := range strings.SplitSeq(match[3], ", ") {
			parent, _, _ = strings.Cut(parent, "[")
			if d, ok := distributions[parent]; ok {
				d.Requires = append(d.Requires, match[1])
				slices.Sort(d.Requires)
				d.Requires = slices.Compact(d.Requires)
				distributions[parent] = d
			}
		}
	}
	return nil
}
