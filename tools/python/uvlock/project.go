package uvlock

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"

	"akbuild.internal/tools/base/tree"
	"akbuild.internal/tools/python/pep508"
	"akbuild.internal/tools/python/uvproject"
	"github.com/BurntSushi/toml"
)

// project is what a pyproject.toml says of what it needs.
type project struct {
	file, name, python string
	// requires holds the requirements by scope: "" for those that are always there, "extra NAME" and "group NAME".
	requires map[string][]string
}

type pyproject struct {
	Project struct {
		Name           string
		RequiresPython string `toml:"requires-python"`
		Dependencies   []string
		Optional       map[string][]string `toml:"optional-dependencies"`
	}
	Groups map[string][]any `toml:"dependency-groups"`
	Tool   struct {
		UV struct {
			Dev       []string `toml:"dev-dependencies"`
			Sources   map[string]any
			Workspace struct{ Members, Exclude []string }
		}
	}
}

// workspace is the projects of a tree: the one at the top, whose lock it is, first.
type workspace struct {
	projects []project
	// sources are the places that the top project gives names, for all projects.
	sources map[string][]uvproject.Source
}

// readWorkspace reads the pyproject.toml of a tree and of its members.
func readWorkspace(tree string) (*workspace, error) {
	top := filepath.Join(tree, "pyproject.toml")
	first, content, err := readProject(top)
	if err != nil {
		return nil, err
	}
	uv := content.Tool.UV
	w := &workspace{projects: []project{first}, sources: map[string][]uvproject.Source{}}
	for name, s := range uv.Sources {
		if w.sources[pep508.Name(name)], err = uvproject.Sources(s); err != nil {
			return nil, fmt.Errorf("reading [tool.uv.sources] of %s: %s: %w", top, name, err)
		}
	}
	folders, err := projectFolders(tree, uv.Workspace.Members)
	if err != nil {
		return nil, fmt.Errorf("reading the workspace of %s: %w", top, err)
	}
	members, err := uvproject.Members(folders, uv.Workspace.Members, uv.Workspace.Exclude)
	if err != nil {
		return nil, fmt.Errorf("reading the workspace of %s: %w", top, err)
	}
	for _, folder := range members {
		p, _, err := readProject(filepath.Join(tree, filepath.FromSlash(folder), "pyproject.toml"))
		if err != nil {
			return nil, err
		}
		w.projects = append(w.projects, p)
	}
	return w, nil
}

// projectFolders are the folders of a tree that patterns may take: those with a pyproject.toml.
func projectFolders(dir string, patterns []string) ([]string, error) {
	var found []string
	if !slices.ContainsFunc(patterns, func(p string) bool { return !uvproject.Plain(p) }) {
		for _, folder := range patterns {
			if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(folder), "pyproject.toml")); err == nil {
				found = append(found, path.Clean(folder))
			}
		}
		return found, nil
	}
	files, err := tree.List(dir, tree.Options{
		Dangling: func(string) {},
		Skip: func(rel string, folder bool) bool {
			return folder && slices.Contains([]string{".git", "node_modules", "__pycache__", ".venv"}, path.Base(rel))
		},
	})
	for _, f := range files {
		if path.Base(f.Rel) == "pyproject.toml" {
			found = append(found, path.Dir(f.Rel))
		}
	}
	return found, err
}

func readProject(file string) (project, pyproject, error) {
	p := project{file: file, requires: map[string][]string{}}
	var c pyproject
	_, err := toml.DecodeFile(file, &c)
	if errors.Is(err, fs.ErrNotExist) {
		return p, c, fmt.Errorf("there is no %s: the lock beside it is compared with what it asks for", file)
	}
	if err != nil {
		return p, c, fmt.Errorf("reading the project %s: %w", file, err)
	}
	p.name, p.python = pep508.Name(c.Project.Name), c.Project.RequiresPython
	p.requires[""] = c.Project.Dependencies
	for extra, texts := range c.Project.Optional {
		p.requires["extra "+pep508.Name(extra)] = texts
	}
	for group := range c.Groups {
		texts, err := groupTexts(c.Groups, group, nil)
		if err != nil {
			return p, c, fmt.Errorf("reading the project %s: %w", file, err)
		}
		p.requires["group "+pep508.Name(group)] = texts
	}
	if len(c.Tool.UV.Dev) > 0 {
		p.requires["group dev"] = append(p.requires["group dev"], c.Tool.UV.Dev...)
	}
	return p, c, nil
}

// groupTexts are the requirements of a dependency group, those of the groups that it includes among them.
func groupTexts(groups map[string][]any, name string, within []string) ([]string, error) {
	if slices.Contains(within, name) {
		return nil, fmt.Errorf("the dependency group %s includes itself", name)
	}
	entries, ok := groups[name]
	if !ok {
		return nil, fmt.Errorf("the dependency group %s is included and is not there", name)
	}
	var texts []string
	for _, entry := range entries {
		switch e := entry.(type) {
		case string:
			texts = append(texts, e)
		case map[string]any:
			included, _ := e["include-group"].(string)
			more, err := groupTexts(groups, included, append(within, name))
			if err != nil {
				return nil, err
			}
			texts = append(texts, more...)
		}
	}
	return texts, nil
}
