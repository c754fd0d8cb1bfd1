package npm

import (
	"cmp"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path"
	"slices"
	"strings"

	"akbuild.internal/tools/base/tree"
)

// Tarball is a package of the lock as it is fetched and laid out.
type Tarball struct {
	// Keys are the places that it is laid out at.
	Keys []string `json:"keys"`
	// Name and Version say what it is; Locked is the version of the lock where a deviation uses another.
	Name    string `json:"name"`
	Version string `json:"version"`
	Locked  string `json:"locked,omitempty"`
	Reason  string `json:"reason,omitempty"`
	// Integrity is the hash, as npm writes it, and SHA512 the same in hexadecimal.
	Integrity string `json:"integrity"`
	SHA512    string `json:"sha512"`
	// File is the tarball's name.
	File string `json:"file"`
	// Tree is the folder of the source that holds the package; nothing is fetched then.
	Tree string `json:"tree,omitempty"`
	// InstallScript says that the package has one, which is not run.
	InstallScript bool `json:"installScript,omitempty"`
}

// Spec is name@version.
func (t Tarball) Spec() string { return t.Name + "@" + t.Version }

// Wanted are the tarballs of a lock that a build on the platform reaches, sorted by name and version. Links are left out.
func Wanted(lock map[string]Package, line Line, on Platform) ([]Tarball, error) {
	reached := map[string]bool{}
	for _, names := range line.Reaches {
		for _, name := range names {
			reached[name] = true
		}
	}
	bySpec := map[string]*Tarball{}
	for key, p := range lock {
		if p.Link || !p.Fits(on) || len(reached) > 0 && !reached[p.Name] {
			continue
		}
		sum, err := p.SHA512()
		if err != nil {
			return nil, err
		}
		t := bySpec[p.Spec()]
		if t == nil {
			t = &Tarball{Name: p.Name, Version: p.Version, Integrity: p.Integrity, SHA512: hex.EncodeToString(sum), File: fileName(p.Name, p.Version), InstallScript: p.HasInstallScript}
			if p.HasInstallScript && !slices.ContainsFunc(line.Scripts, func(s Script) bool { return s.Name == p.Name }) {
				return nil, fmt.Errorf("reading the npm lock: %s has an install script, which is never run, and nobody has said that it works without; look at what it does and name it under scripts in the npm data of the release line, docs/web.md says how", p.Spec())
			}
			bySpec[p.Spec()] = t
		} else if t.Integrity != p.Integrity {
			return nil, fmt.Errorf("reading the npm lock: %s has two hashes, at %s and at %s", p.Spec(), t.Keys[0], key)
		}
		t.Keys = append(t.Keys, key)
	}
	var all []Tarball
	for _, t := range bySpec {
		slices.Sort(t.Keys)
		all = append(all, *t)
	}
	slices.SortFunc(all, func(a, b Tarball) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Version, b.Version)) })
	return all, nil
}

// Only is the line for some parts of the web build; without any, for all.
func (l Line) Only(parts []string) (Line, error) {
	if len(l.Reaches) == 0 || len(parts) == 0 {
		return l, nil
	}
	reaches := map[string][]string{}
	for _, part := range parts {
		names, err := l.reached(part)
		if err != nil {
			return l, err
		}
		reaches[part] = names
	}
	l.Reaches = reaches
	return l, nil
}

// reached are the names of the packages that a part of the web build reads.
func (l Line) reached(part string) ([]string, error) {
	names, known := l.Reaches[part]
	if !known {
		return nil, fmt.Errorf("looking for the npm packages of %s: the npm data of the release line has parts %s, and none of that name", part, strings.Join(slices.Sorted(maps.Keys(l.Reaches)), ", "))
	}
	return names, nil
}

// Part keeps the tarballs that one part of the web build reads.
func (l Line) Part(name string, all []Tarball) ([]Tarball, error) {
	if len(l.Reaches) == 0 {
		return all, nil
	}
	names, err := l.reached(name)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(slices.Clone(all), func(t Tarball) bool { return !slices.Contains(names, t.Name) }), nil
}

// fileName is a name for the tarball that Nix and every file system take.
func fileName(name, version string) string {
	return strings.NewReplacer("@", "", "/", "-").Replace(name) + "-" + strings.ReplaceAll(version, "+", "_") + ".tgz"
}

// deviate is the tarball that a deviation puts in the place of a locked one.
func (t Tarball) deviate(d Deviation) (Tarball, error) {
	other := t
	other.Locked, other.Reason = t.Version, d.Reason
	if d.Tree != "" {
		if d.Tree != path.Clean(d.Tree) || path.IsAbs(d.Tree) || strings.HasPrefix(d.Tree, "../") {
			return other, fmt.Errorf("replacing %s by the source's own %q: that is no folder of the source", t.Spec(), d.Tree)
		}
		other.Tree, other.Integrity, other.SHA512, other.File = d.Tree, "", "", ""
		return other, nil
	}
	sum, err := Package{Key: t.Name, Integrity: d.Integrity}.SHA512()
	if err != nil {
		return other, err
	}
	other.Version, other.Integrity, other.SHA512, other.File = d.Used, d.Integrity, hex.EncodeToString(sum), fileName(t.Name, d.Used)
	return other, nil
}

// ReadList reads the list of packages that fetching wrote.
func ReadList(file string) ([]Tarball, error) {
	content, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("reading the list of npm packages %s: %w", file, tree.Reason(err))
	}
	var list []Tarball
	if err := json.Unmarshal(content, &list); err != nil {
		return nil, fmt.Errorf("reading the list of npm packages %s: %w", file, err)
	}
	return list, nil
}

// Deviates says what is used in place of what, and why.
func (t Tarball) Deviates() string {
	used := t.Version
	if t.Tree != "" {
		used = "the source's own " + t.Tree
	}
	return fmt.Sprintf("%s %s is locked, %s is used: %s", t.Name, t.Locked, used, t.Reason)
}
