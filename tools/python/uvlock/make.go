package uvlock

import (
	"fmt"
	"path/filepath"
	"strings"

	"akbuild.internal/tools/python/pep508"
	"akbuild.internal/tools/python/pylock"
)

// Request says what to make a set of.
type Request struct {
	// Tree is the folder with uv.lock, pyproject.toml and the members of its workspace.
	Tree string
	// Python is the version of the interpreter that there is, such as 3.13.
	Python string
	// Groups are dependency groups that are wanted beside the run-time closure. One that the tree does not have is empty.
	Groups []string
	// Declared is nix/releases/python.json. Empty: nothing is declared.
	Declared string
}

type maker struct {
	request  Request
	lockFile string
	lock     *file
	env      pep508.Environment
	byName   map[string][]int
	declared Declared
}

func newMaker(r Request) (*maker, error) {
	m := &maker{request: r, lockFile: filepath.Join(r.Tree, "uv.lock"), env: pep508.Linux(r.Python), byName: map[string][]int{}}
	var err error
	if m.lock, err = read(m.lockFile); err != nil {
		return nil, err
	}
	if m.declared, err = readDeclared(r.Declared); err != nil {
		return nil, err
	}
	for i, p := range m.lock.Packages {
		m.byName[p.Name] = append(m.byName[p.Name], i)
	}
	return m, nil
}

// Make reads the lock of a tree, compares it with the tree's projects and returns the set.
func Make(r Request) (pylock.Lock, error) {
	set := pylock.Lock{Python: r.Python, Distributions: map[string]pylock.Distribution{}}
	m, err := newMaker(r)
	if err != nil {
		return set, err
	}
	w, err := readWorkspace(r.Tree)
	if err != nil {
		return set, err
	}
	if err := m.python(w.projects[0]); err != nil {
		return set, err
	}
	if err := m.inStep(w); err != nil {
		return set, err
	}
	runtime := m.closure()
	index := m.byName[w.projects[0].name][0]
	if err := runtime.visit(index, ""); err != nil {
		return set, err
	}
	if err := m.fill(set.Distributions, runtime, nil); err != nil {
		return set, err
	}
	top := m.lock.Packages[index]
	for _, group := range r.Groups {
		c := m.closure()
		if err := c.follow(-1, top.Groups[group]); err != nil {
			return set, err
		}
		if set.Groups == nil {
			set.Groups = map[string]map[string]pylock.Distribution{}
		}
		set.Groups[group] = map[string]pylock.Distribution{}
		if err := m.fill(set.Groups[group], c, set.Distributions); err != nil {
			return set, err
		}
	}
	return set, nil
}

// python checks that the interpreter is one that the tree and its lock are for.
func (m *maker) python(top project) error {
	for _, asker := range []struct{ file, specifier string }{{top.file, top.python}, {m.lockFile, m.lock.RequiresPython}} {
		if asker.specifier == "" {
			continue
		}
		ok, err := pep508.AllowsPython(asker.specifier, m.request.Python)
		if err != nil {
			return fmt.Errorf("reading %s: %w", asker.file, err)
		}
		if !ok {
			return fmt.Errorf("%s is for Python %s, and the package set has Python %s", asker.file, asker.specifier, m.request.Python)
		}
	}
	return nil
}

// fill adds the distributions of a closure that are not there already.
func (m *maker) fill(to map[string]pylock.Distribution, c *closure, beside map[string]pylock.Distribution) error {
	for _, i := range c.packages() {
		p := m.lock.Packages[i]
		if _, has := beside[p.Name]; has {
			continue
		}
		d, err := m.distribution(p)
		if err != nil {
			return err
		}
		d.Requires = c.names(i)
		to[p.Name] = d
	}
	return nil
}

// distribution chooses the one file of a package.
func (m *maker) distribution(p pkg) (pylock.Distribution, error) {
	if p.Source.Git != "" {
		return m.fromGit(p)
	}
	if p.Source.Registry == "" {
		return pylock.Distribution{}, fmt.Errorf("choosing a file of %s, which %s locks: it comes from %s%s, and only registries and git revisions are fetched", p.Name, m.lockFile, p.Source.URL, p.Source.Path)
	}
	var chosen *artifact
	best := 0
	for i, wheel := range p.Wheels {
		if r := pylock.Rank(wheel.name(), m.request.Python); r > best {
			best, chosen = r, &p.Wheels[i]
		}
	}
	if chosen == nil {
		chosen = p.Sdist
	}
	if chosen == nil {
		return pylock.Distribution{}, fmt.Errorf("choosing a file of %s %s: %s has neither a wheel for Python %s on x86-64 Linux nor a source archive", p.Name, p.Version, m.lockFile, m.request.Python)
	}
	hash, ok := strings.CutPrefix(chosen.Hash, "sha256:")
	if !ok || len(hash) != 64 {
		return pylock.Distribution{}, fmt.Errorf("choosing a file of %s %s: %s has no sha256 of %s", p.Name, p.Version, m.lockFile, chosen.name())
	}
	return pylock.Distribution{
		Version: p.Version, File: chosen.name(), SHA256: hash, Size: chosen.Size,
		Deviation: m.declared.deviation(p.Name, p.Version),
	}, nil
}

// fromGit is the registry's distribution that stands for a git revision, with that revision.
func (m *maker) fromGit(p pkg) (pylock.Distribution, error) {
	rev := m.declared.revision(p.Name, p.Source.revision())
	if rev == nil {
		address, _, _ := strings.Cut(p.Source.Git, "?")
		return pylock.Distribution{}, fmt.Errorf("choosing a file of %s, which %s takes from %s at %s: no registry has that revision; declare in nix/releases/python.json what stands for it, docs/python.md says how", p.Name, m.lockFile, address, p.Source.revision())
	}
	return pylock.Distribution{
		Version: rev.Registry.Version, File: rev.Registry.File, SHA256: rev.Registry.SHA256,
		Git: &pylock.Git{Owner: rev.Owner, Repo: rev.Repo, Rev: rev.Rev, Hash: rev.Hash, Version: p.Version},
	}, nil
}

// Versions are the locked versions of a uv.lock's distributions by name: of those from a registry, and of those from git. Of
// several versions of one it is the last.
func Versions(lock string) (registry, git map[string]string, err error) {
	f, err := read(lock)
	if err != nil {
		return nil, nil, err
	}
	registry, git = map[string]string{}, map[string]string{}
	for _, p := range f.Packages {
		if p.Source.Registry != "" {
			registry[p.Name] = p.Version
		}
		if p.Source.Git != "" {
			git[p.Name] = p.Version
		}
	}
	return registry, git, nil
}

// Projects are the pyproject.toml files of a tree: the one at its top first, then those of the members of its workspace.
func Projects(tree string) ([]string, error) {
	w, err := readWorkspace(tree)
	if err != nil {
		return nil, err
	}
	var files []string
	for _, p := range w.projects {
		files = append(files, p.file)
	}
	return files, nil
}
