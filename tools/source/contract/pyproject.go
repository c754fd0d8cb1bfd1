package contract

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// pyproject is what is looked at in a pyproject.toml.
type pyproject struct {
	BuildSystem *struct {
		Backend  string   `toml:"build-backend"`
		Requires []string `toml:"requires"`
	} `toml:"build-system"`
	Project struct {
		Name         string            `toml:"name"`
		Version      string            `toml:"version"`
		Requires     string            `toml:"requires-python"`
		Dependencies []string          `toml:"dependencies"`
		Scripts      map[string]string `toml:"scripts"`
	} `toml:"project"`
	Tool struct {
		UV struct {
			NoBinary  []string       `toml:"no-binary-package"`
			Sources   map[string]any `toml:"sources"`
			Workspace struct {
				Members []string `toml:"members"`
				Exclude []string `toml:"exclude"`
			} `toml:"workspace"`
		} `toml:"uv"`
	} `toml:"tool"`
}

// project reads a pyproject.toml; what is wrong with it is a finding.
func (k *checker) project(file string) (pyproject, bool) {
	var p pyproject
	f := Finding{Fact: "python", File: file, Why: "a wheel is built of what it says", Edit: k.edit("python or packages")}
	defer func() { k.fact(f) }()
	if !k.source.isFile(file) {
		f.Problem = "there is no such file"
		return p, false
	}
	if _, err := toml.Decode(k.source.read(file), &p); err != nil {
		var syntax toml.ParseError
		f.Problem = "it is not TOML: " + err.Error()
		if errors.As(err, &syntax) {
			f.Line, f.Problem = syntax.Position.Line, "it is not TOML: "+syntax.Message
		}
		f.Edit = "the tree"
		return p, false
	}
	return p, true
}

// value compares one text of a pyproject.toml.
func (k *checker) value(fact, file, key, got, want, why, edit string) {
	f := Finding{Fact: fact, File: file, Why: why, Edit: edit}
	if got != want {
		f.Line = k.lineWith(file, key)
		f.Problem = fmt.Sprintf("%s is %q, not %q", key, got, want)
		if got == "" {
			f.Problem = fmt.Sprintf("%s is not said, but was %q", key, want)
		}
	}
	k.fact(f)
}

// backend compares the [build-system].
func (k *checker) backend(file string, p pyproject, want string) {
	got := ""
	if p.BuildSystem != nil {
		got = p.BuildSystem.Backend
	}
	k.value("python", file, "build-backend", got, want, "wheels are built offline with this backend alone", k.edit("build-backend", "the package python-build-backend of nix/, which has to bring it"))
}

// table compares a map from names to texts, all of it.
func (k *checker) table(file, key string, got, want map[string]string, why string) {
	names := slices.Sorted(maps.Keys(merged(got, want)))
	for _, name := range names {
		f := Finding{Fact: "python", File: file, Why: why, Edit: k.edit("python")}
		switch g, w := got[name], want[name]; {
		case g == w:
		case w == "":
			f.Problem = fmt.Sprintf("%s has a new entry %s = %s", key, name, g)
		case g == "":
			f.Problem = fmt.Sprintf("%s has no entry %s any more, which was %s", key, name, w)
		default:
			f.Problem = fmt.Sprintf("%s of %s is %s, not %s", key, name, g, w)
		}
		if f.Problem != "" {
			f.Line = k.lineWith(file, name+" = ")
		}
		k.fact(f)
	}
}

func merged(a, b map[string]string) map[string]string {
	all := maps.Clone(a)
	if all == nil {
		all = map[string]string{}
	}
	for name := range b {
		all[name] = ""
	}
	return all
}

// lineWith is the number of the first line of a file that has a text, or 0.
func (k *checker) lineWith(file, text string) int {
	content := k.source.read(file)
	if at := strings.Index(content, text); at >= 0 && text != "" {
		return lineOf(content, at)
	}
	return 0
}
