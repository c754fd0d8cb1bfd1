package contract

import (
	"fmt"
	"maps"
	"path"
	"slices"

	"akbuild.internal/tools/base/nearest"
	"akbuild.internal/tools/python/pep508"
	"akbuild.internal/tools/python/uvproject"
)

const pyprojectFile = "pyproject.toml"

// What else has to be done after an edit of the contract.
const (
	resolve = "the package set, which has to be resolved again (docs/python.md)"
	target  = "what is built of packages/ (nix/private/python_source.bzl)"
)

// python compares the project's own pyproject.toml.
func (k *checker) python() {
	p, ok := k.project(pyprojectFile)
	if !ok {
		return
	}
	want := k.Python
	k.value("python", pyprojectFile, "requires-python", p.Project.Requires, want.Requires,
		"the Python of the build is "+want.Version+", and the package set is resolved for it", k.edit("python.requires-python and python.version", "the attributes python and pythonPackages of nix/"))
	k.value("python", pyprojectFile, "name", p.Project.Name, want.Name, "it is the wheel's name", k.edit("python.name"))
	k.backend(pyprojectFile, p, want.BuildBackend)
	if p.BuildSystem != nil {
		k.dependencies("python", pyprojectFile, "its build asks for", parseAll(p.BuildSystem.Requires), parseAll(want.BuildRequires),
			"only this is there when the wheel is built", k.edit("python.build-requires"))
	}
	k.dependencies("dependency", pyprojectFile, "it asks for", loose(p.Project.Dependencies, want.Dependencies), loose(want.Dependencies, want.Dependencies),
		"the tree's lock says the versions, and the code that runs needs all of them", k.edit("python.dependencies"))
	k.table(pyprojectFile, "[project.scripts]", p.Project.Scripts, want.Scripts, "the installed tree has these programs")
	k.table(pyprojectFile, "[tool.uv.sources]", k.sources(p.Tool.UV.Sources), want.Sources, "says what does not come from an index")
	noBinary := func(names []string) map[string]string {
		found := map[string]string{}
		for _, name := range names {
			found[pep508.Name(name)] = "from source"
		}
		return found
	}
	k.table(pyprojectFile, "no-binary-package", noBinary(p.Tool.UV.NoBinary), noBinary(want.NoBinary), "says what upstream builds from source")
	k.workspace(p.Tool.UV.Workspace.Members, p.Tool.UV.Workspace.Exclude)
}

// sources writes [tool.uv.sources] as a contract has it.
func (k *checker) sources(table map[string]any) map[string]string {
	written := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(table)) {
		f := Finding{Fact: "python", File: pyprojectFile, Why: "says what does not come from an index", Edit: k.edit("python.sources")}
		found, err := uvproject.Sources(table[name])
		if err != nil {
			f.Line = k.lineWith(pyprojectFile, name+" = ")
			f.Problem = fmt.Sprintf("[tool.uv.sources] of %s cannot be read: %s", name, err)
			k.fact(f)
		}
		written[name] = uvproject.Text(found)
	}
	return written
}

// workspace compares the members of the uv workspace with the in-tree packages.
func (k *checker) workspace(patterns, exclude []string) {
	want := map[string]bool{}
	for _, p := range k.Packages.Python {
		want[k.Packages.Folder+"/"+p.Folder] = true
	}
	members, err := uvproject.Members(k.source.projects(), patterns, exclude)
	if err != nil {
		k.fact(Finding{Fact: "package", File: pyprojectFile, Problem: "the members of the workspace: " + err.Error(), Why: "a wheel is built of each member"})
		return
	}
	for _, member := range members {
		f := Finding{Fact: "package", File: pyprojectFile, Why: "a wheel is built of each member", Edit: k.edit("packages.python", target)}
		if !want[member] {
			f.Line = k.lineWith(pyprojectFile, `"`+member+`"`)
			f.Problem = fmt.Sprintf("the workspace has a new member %s", member)
		}
		k.fact(f)
	}
	for _, pattern := range patterns {
		if folder := path.Clean(pattern); uvproject.Plain(pattern) && !slices.Contains(members, folder) && !want[folder] {
			k.fact(Finding{
				Fact: "package", File: pyprojectFile, Line: k.lineWith(pyprojectFile, `"`+pattern+`"`), Why: "a wheel is built of each member", Edit: k.edit("packages.python", target),
				Problem: fmt.Sprintf("the workspace names the member %s, and there is no project", folder),
			})
		}
	}
	for _, p := range k.Packages.Python {
		member := k.Packages.Folder + "/" + p.Folder
		f := Finding{Fact: "package", File: pyprojectFile, Why: p.Why, Edit: k.edit("packages.python")}
		if !slices.Contains(members, member) {
			f.Problem = fmt.Sprintf("%s is no member of the workspace any more%s", member, nearest.Hint(member, slices.Concat(members, slices.DeleteFunc(slices.Clone(patterns), glob))))
		}
		k.fact(f)
	}
}

func glob(pattern string) bool { return !uvproject.Plain(pattern) }

// dependencies compares two lists of dependencies, all of them. A name may be there several times, with other conditions.
func (k *checker) dependencies(fact, file, asks string, have, wanted []requirement, why, edit string) {
	to, left := pairs(have, wanted)
	for i, w := range wanted {
		f := Finding{Fact: fact, File: file, Why: why, Edit: edit}
		if to[i] < 0 {
			f.Problem = fmt.Sprintf("%s %s no longer%s", asks, w.text, nearest.Hint(w.name, without(have, wanted)))
		} else if g := have[to[i]]; !g.equal(w) {
			f.Line = k.lineWith(file, g.first())
			f.Problem = fmt.Sprintf("%s %s, not %s", asks, g.text, w.text)
		}
		k.fact(f)
	}
	for j, g := range have {
		f := Finding{Fact: fact, File: file, Why: why, Edit: edit}
		if left[j] {
			f.Line = k.lineWith(file, g.first())
			f.Problem = fmt.Sprintf("%s %s, which is new", asks, g.text)
		}
		k.fact(f)
	}
}

// without are the sorted names of a that b does not have.
func without(a, b []requirement) []string {
	var names []string
	for _, r := range a {
		if !slices.ContainsFunc(b, func(s requirement) bool { return s.name == r.name }) {
			names = append(names, r.name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}
