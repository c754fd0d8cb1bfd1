package suite

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// project is what a tree's pyproject.toml says about itself and its tests.
type project struct {
	Project struct {
		Version string `toml:"version"`
	} `toml:"project"`
	Tool struct {
		Pytest struct {
			Options struct {
				Files  []string `toml:"python_files"`
				Extras string   `toml:"addopts"`
			} `toml:"ini_options"`
		} `toml:"pytest"`
	} `toml:"tool"`
}

// readProject reads a pyproject.toml.
func readProject(file string) (project, error) {
	var p project
	if _, err := toml.DecodeFile(file, &p); err != nil {
		return p, fmt.Errorf("reading %s: %w", file, err)
	}
	if p.Project.Version == "" {
		return p, fmt.Errorf("reading %s: it names no version", file)
	}
	if len(p.Tool.Pytest.Options.Files) == 0 {
		// What pytest looks for by itself.
		p.Tool.Pytest.Options.Files = []string{"test_*.py", "*_test.py"}
	}
	return p, nil
}

// app is a part of the core that brings tests.
type app struct {
	// name is its folder.
	name string
	// files are its test files.
	files []string
	// weight is about how long they take.
	weight int
}

var (
	function = regexp.MustCompile(`(?m)^\s*(?:async )?def test`)
	doctest  = []byte("\n    >>> ")
)

// apps finds the tests below the folder authentik of a tree: the files that pytest takes for test files, and if it runs doctests,
// the modules that have some.
func (p project) apps(tree string) ([]app, error) {
	found := map[string]*app{}
	root := filepath.Join(tree, "authentik")
	err := filepath.WalkDir(root, func(file string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(file) != ".py" {
			return err
		}
		isTest := slices.ContainsFunc(p.Tool.Pytest.Options.Files, func(pattern string) bool {
			match, err := path.Match(pattern, e.Name())
			return err == nil && match
		})
		if !isTest && !strings.Contains(p.Tool.Pytest.Options.Extras, "--doctest-modules") {
			return nil
		}
		content, err := os.ReadFile(file)
		if err != nil || !isTest && !bytes.Contains(content, doctest) {
			return err
		}
		rel, err := filepath.Rel(tree, file)
		if err != nil {
			return err
		}
		name := path.Dir(rel)
		if before, _, inside := strings.Cut(name+"/", "/tests/"); inside {
			name = before
		}
		if found[name] == nil {
			found[name] = &app{name: name}
		}
		found[name].files = append(found[name].files, rel)
		found[name].weight += 1 + len(function.FindAll(content, -1))
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("looking for tests: %w", err)
	}
	var all []app
	for _, a := range found {
		slices.Sort(a.files)
		all = append(all, *a)
	}
	slices.SortFunc(all, func(a, b app) int { return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.name, b.name)) })
	return all, nil
}

// share is the part of the apps that one of several shards has. An app is never divided, and the shards are about alike.
func share(all []app, shard, shards int) []app {
	weights := make([]int, max(shards, 1))
	var mine []app
	for _, a := range all {
		lightest := 0
		for i, weight := range weights {
			if weight < weights[lightest] {
				lightest = i
			}
		}
		weights[lightest] += a.weight
		if lightest == shard {
			mine = append(mine, a)
		}
	}
	return mine
}

// sortAsCollected sorts files as pytest comes across them if it is given their folder, which is what upstream gives it. What a module
// of tests defines is there for those that are imported after it, and a few look at all that there is, as
// blueprints/tests/test_serializer_models.py does at all models.
func sortAsCollected(files []string) {
	slices.SortFunc(files, func(a, b string) int { return slices.Compare(strings.Split(a, "/"), strings.Split(b, "/")) })
}
