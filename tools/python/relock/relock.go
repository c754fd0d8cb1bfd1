package relock

import (
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"

	"akbuild.internal/tools/python/pep508"
	"akbuild.internal/tools/python/uvlock"
	"github.com/BurntSushi/toml"
)

// Request says what to lock.
type Request struct {
	// Tree is the folder with pyproject.toml and the members of its workspace; uv.lock is written there.
	Tree string
	// VersionsOf is a tree whose run-time versions are to be taken over. Empty: those of Tree's own lock are kept.
	VersionsOf string
	// Upgrade takes the newest versions of all; UpgradePackages of these.
	Upgrade         bool
	UpgradePackages []string
	// Python is the version of the interpreter that the set is made for; Declared is nix/releases/python.json.
	Python, Declared string
	// UV is the program; Interpreter is a Python for it.
	UV, Interpreter string
	// Environ is uv's environment.
	Environ []string
	// Stderr takes uv's messages.
	Stderr io.Writer
}

// Run writes the lock. uv works in a copy of the projects, which holds the versions as constraints and asks a registry for
// what the tree takes from git.
func Run(ctx context.Context, r Request) error {
	held, git, err := r.versions()
	if err != nil {
		return err
	}
	work, err := os.MkdirTemp("", "akbuild-relock-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	sources, err := prepare(r.Tree, work, held)
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, r.UV, "lock", "--quiet", "--no-progress", "--python", r.Interpreter)
	cmd.Dir, cmd.Env, cmd.Stderr = work, r.Environ, r.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("locking %s: uv found no versions that satisfy its projects (above)", r.Tree)
	}
	content, err := os.ReadFile(filepath.Join(work, "uv.lock"))
	if err != nil {
		return fmt.Errorf("locking %s: %w", r.Tree, err)
	}
	for name, s := range sources {
		s.version = git[name]
		sources[name] = s
	}
	text, err := rewrite(string(content), sources)
	if err != nil {
		return fmt.Errorf("locking %s: %w", r.Tree, err)
	}
	out := filepath.Join(r.Tree, "uv.lock")
	if err := os.WriteFile(out+".new", []byte(text), 0o644); err != nil {
		return fmt.Errorf("writing the lock %s: %w", out, err)
	}
	return os.Rename(out+".new", out)
}

// versions are the requirements that hold distributions at their versions, and the versions of those that come from git.
func (r Request) versions() (held []string, git map[string]string, err error) {
	from := r.Tree
	if r.VersionsOf != "" {
		from = r.VersionsOf
	} else if _, err := os.Stat(filepath.Join(from, "uv.lock")); err != nil || r.Upgrade {
		return nil, nil, nil
	}
	versions, git, err := uvlock.Versions(filepath.Join(from, "uv.lock"))
	if err != nil {
		return nil, nil, err
	}
	if r.VersionsOf != "" {
		set, err := uvlock.Make(uvlock.Request{Tree: from, Python: r.Python, Declared: r.Declared})
		if err != nil {
			return nil, nil, err
		}
		maps.DeleteFunc(versions, func(name, _ string) bool { _, has := set.Distributions[name]; return !has })
	}
	for _, name := range slices.Sorted(maps.Keys(versions)) {
		if !slices.Contains(r.UpgradePackages, name) {
			held = append(held, name+"=="+versions[name])
		}
	}
	return held, git, nil
}

// prepare copies the projects of a tree, and returns the git sources that the copy does not have, by name.
func prepare(tree, work string, held []string) (map[string]gitSource, error) {
	files, err := uvlock.Projects(tree)
	if err != nil {
		return nil, err
	}
	sources := map[string]gitSource{}
	for i, file := range files {
		var content map[string]any
		if _, err := toml.DecodeFile(file, &content); err != nil {
			return nil, fmt.Errorf("reading the project %s: %w", file, err)
		}
		if i == 0 {
			uv := table(table(content, "tool"), "uv")
			uv["constraint-dependencies"] = held
			all := table(uv, "sources")
			for name, s := range all {
				if source, ok := s.(map[string]any); ok && source["git"] != nil {
					git, _ := source["git"].(string)
					rev, _ := source["rev"].(string)
					if rev == "" {
						return nil, fmt.Errorf("reading the project %s: the source of %s names no rev, so that what is locked would move", file, name)
					}
					sources[pep508.Name(name)] = gitSource{git: git, rev: rev}
					delete(all, name)
				}
			}
		}
		rel, err := filepath.Rel(tree, file)
		if err != nil {
			return nil, err
		}
		place := filepath.Join(work, rel)
		if err := os.MkdirAll(filepath.Dir(place), 0o755); err != nil {
			return nil, err
		}
		out, err := os.Create(place)
		if err != nil {
			return nil, err
		}
		if err := toml.NewEncoder(out).Encode(content); err != nil {
			return nil, fmt.Errorf("writing the project %s: %w", place, err)
		}
		if err := out.Close(); err != nil {
			return nil, err
		}
	}
	return sources, nil
}

// table is a table of a TOML document, made if it is not there.
func table(of map[string]any, key string) map[string]any {
	t, ok := of[key].(map[string]any)
	if !ok {
		t = map[string]any{}
		of[key] = t
	}
	return t
}
