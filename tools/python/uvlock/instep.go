package uvlock

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"akbuild.internal/tools/python/pep440"
	"akbuild.internal/tools/python/pep508"
	"akbuild.internal/tools/python/uvproject"
)

// inStep compares what the projects of a tree ask for with what they asked for when the lock was written.
func (m *maker) inStep(w *workspace) error {
	out := func(p project, difference string) error {
		return fmt.Errorf("the lock %s is out of step with %s, %s: write it anew with `uv lock` in %s", m.lockFile, p.file, difference, m.request.Tree)
	}
	locked := map[string]*pkg{}
	for i, p := range m.lock.Packages {
		if _, ok := p.Source.inTree(); ok {
			locked[p.Name] = &m.lock.Packages[i]
		}
	}
	for _, p := range w.projects {
		l := locked[p.name]
		if l == nil {
			return out(p, "whose project "+p.name+" it does not have")
		}
		asks, err := p.wants(m.env, w.sources)
		if err != nil {
			return err
		}
		has, err := l.Metadata.wants(m.env)
		if err != nil {
			return fmt.Errorf("reading the lock %s: %w", m.lockFile, err)
		}
		for _, scope := range slices.Sorted(maps.Keys(merge(asks, has))) {
			if d := difference(scope, asks[scope], has[scope]); d != "" {
				return out(p, d)
			}
		}
	}
	return nil
}

func merge(one, other wants) wants {
	all := maps.Clone(one)
	maps.Copy(all, other)
	return all
}

// wants are normalized requirements by scope and by name with extras, those of this environment.
type wants map[string]map[string]string

func (w wants) add(scope, name string, extras []string, rest string) {
	if w[scope] == nil {
		w[scope] = map[string]string{}
	}
	sorted := slices.Clone(extras)
	slices.Sort(sorted)
	if len(sorted) > 0 {
		name += "[" + strings.Join(slices.Compact(sorted), ",") + "]"
	}
	// Several lines for one name hold together.
	if before, has := w[scope][name]; has && before != rest {
		both := append(strings.Split(before, " & "), rest)
		slices.Sort(both)
		rest = strings.Join(slices.Compact(both), " & ")
	}
	w[scope][name] = rest
}

// difference says the first thing that two scopes differ in.
func difference(scope string, asks, has map[string]string) string {
	where := ""
	if scope != "" {
		where = " in its " + scope
	}
	for _, name := range slices.Sorted(maps.Keys(asks)) {
		if have, ok := has[name]; !ok {
			return fmt.Sprintf("which asks for %s%s%s", name, asks[name], where)
		} else if !same(have, asks[name]) {
			return fmt.Sprintf("which asks for %s%s%s where the lock has %s%s", name, asks[name], where, name, have)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(has)) {
		if _, ok := asks[name]; !ok {
			return fmt.Sprintf("which no longer asks for %s%s%s", name, has[name], where)
		}
	}
	return ""
}

// wants of a project, as its pyproject.toml has them.
func (p project) wants(env pep508.Environment, sources map[string][]uvproject.Source) (wants, error) {
	w := wants{}
	for scope, texts := range p.requires {
		for _, text := range texts {
			r, err := pep508.Parse(text)
			if err != nil {
				return nil, fmt.Errorf("reading the project %s: %w", p.file, err)
			}
			applies, err := r.Applies(env, scopeExtras(scope))
			if err != nil {
				return nil, fmt.Errorf("reading the project %s: %w", p.file, err)
			}
			if !applies {
				continue
			}
			rest, err := place(sources[r.Name], env)
			if err != nil {
				return nil, fmt.Errorf("reading the project %s: %w", p.file, err)
			}
			if rest == "" && r.URL != "" {
				rest = " @ " + r.URL
			}
			if rest == "" {
				rest = r.Specifiers.String()
			}
			w.add(scope, r.Name, r.Extras, rest)
		}
	}
	return w, nil
}

// wants of a project, as the lock repeats them.
func (m metadata) wants(env pep508.Environment) (wants, error) {
	w := wants{}
	add := func(scope string, list []asked, extras ...string) error {
		for _, a := range list {
			applies, err := applies(a.Marker, env, extras)
			if err != nil {
				return err
			}
			if len(extras) > 0 && applies {
				// What applies without the extra is no part of it.
				without, err := applied(a.Marker, env)
				if err != nil {
					return err
				}
				applies = !without
			}
			if !applies {
				continue
			}
			versions, err := pep440.ParseSet(a.Specifier)
			if err != nil {
				return err
			}
			rest := versions.String()
			switch {
			case a.Git != "":
				rest = " @ " + a.Git
			case a.Editable != nil || a.Directory != nil || a.Virtual != nil:
				rest = inTheTree
			case a.URL != "" || a.Path != "":
				rest = " @ " + a.URL + a.Path
			}
			w.add(scope, a.Name, a.Extras, rest)
		}
		return nil
	}
	if err := add("", m.Requires); err != nil {
		return nil, err
	}
	for _, extra := range m.extras() {
		if err := add("extra "+extra, m.Requires, extra); err != nil {
			return nil, err
		}
	}
	for group, list := range m.Groups {
		if err := add("group "+group, list); err != nil {
			return nil, err
		}
	}
	return w, nil
}

// extras are the extras that the markers of the requirements name.
func (m metadata) extras() []string {
	var names []string
	for _, a := range m.Requires {
		if marker, err := pep508.ParseMarker(a.Marker); err == nil {
			names = append(names, marker.Extras()...)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

const inTheTree = " of the tree itself"

// place is how a source of [tool.uv.sources] reads in a requirement; "" when the registry's versions are meant.
func place(sources []uvproject.Source, env pep508.Environment) (string, error) {
	for _, s := range sources {
		applies, err := applied(s.Marker, env)
		if err != nil {
			return "", err
		}
		switch {
		case !applies:
		case s.Workspace:
			return inTheTree, nil
		case s.Git != "":
			return " @ " + s.LockedGit(), nil
		case s.URL != "" || s.Path != "":
			return " @ " + s.URL + s.Path, nil
		}
	}
	return "", nil
}

// same says whether two lists of versions differ in spelling alone, as 1.0 and 1 do.
func same(one, other string) bool {
	a, errA := pep440.ParseSet(one)
	b, errB := pep440.ParseSet(other)
	return one == other || errA == nil && errB == nil && a.Equal(b)
}

func scopeExtras(scope string) []string {
	if extra, ok := strings.CutPrefix(scope, "extra "); ok {
		return []string{extra}
	}
	return nil
}
