package contract

import (
	"fmt"
	"slices"
	"strings"

	"akbuild.internal/tools/nearest"
)

const pyprojectFile = "pyproject.toml"

// What else has to be done after an edit of the contract.
const (
	resolve = "the package set, which has to be resolved again (docs/python.md)"
	target  = "the targets of backend/packages"
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
		k.dependencies("python", pyprojectFile, "its build asks for", p.BuildSystem.Requires, want.BuildRequires,
			"only this is there when the wheel is built", k.edit("python.build-requires"))
	}
	k.dependencies("dependency", pyprojectFile, "it asks for", p.Project.Dependencies, want.Dependencies,
		"the package set has these versions", k.edit("python.dependencies", resolve))
	k.table(pyprojectFile, "[project.scripts]", p.Project.Scripts, want.Scripts, "the installed tree has these programs")
	k.table(pyprojectFile, "[tool.uv.sources]", sources(p.Tool.UV.Sources), want.Sources, "says what does not come from an index")
	noBinary := func(names []string) map[string]string {
		found := map[string]string{}
		for _, name := range names {
			found[normal(name)] = "from source"
		}
		return found
	}
	k.table(pyprojectFile, "no-binary-package", noBinary(p.Tool.UV.NoBinary), noBinary(want.NoBinary), "says what upstream builds from source")
	k.workspace(p.Tool.UV.Workspace.Members)
}

// sources writes [tool.uv.sources] as a contract has it.
func sources(table map[string]any) map[string]string {
	written := map[string]string{}
	for name, value := range table {
		entry, _ := value.(map[string]any)
		switch {
		case entry["workspace"] == true:
			written[name] = "workspace"
		case entry["git"] != nil:
			written[name] = fmt.Sprintf("%v@%v", entry["git"], entry["rev"])
		default:
			written[name] = fmt.Sprint(value)
		}
	}
	return written
}

// workspace compares the members of the uv workspace with the in-tree packages.
func (k *checker) workspace(members []string) {
	want := map[string]bool{}
	for _, p := range k.Packages.Python {
		want[k.Packages.Folder+"/"+p.Folder] = true
	}
	for _, member := range members {
		f := Finding{Fact: "package", File: pyprojectFile, Why: "a wheel is built of each member", Edit: k.edit("packages.python", target)}
		if !want[member] {
			f.Line = k.lineWith(pyprojectFile, `"`+member+`"`)
			f.Problem = fmt.Sprintf("the workspace has a new member %s", member)
		}
		k.fact(f)
	}
	for _, p := range k.Packages.Python {
		member := k.Packages.Folder + "/" + p.Folder
		f := Finding{Fact: "package", File: pyprojectFile, Why: p.Why, Edit: k.edit("packages.python")}
		if !slices.Contains(members, member) {
			f.Problem = fmt.Sprintf("%s is no member of the workspace any more%s", member, nearest.Hint(member, members))
		}
		k.fact(f)
	}
}

// dependencies compares two lists of dependencies, all of them.
func (k *checker) dependencies(fact, file, asks string, got, want []string, why, edit string) {
	have, wanted := byName(got), byName(want)
	for _, text := range want {
		w := parse(text)
		f := Finding{Fact: fact, File: file, Why: why, Edit: edit}
		if g, ok := have[w.name]; !ok {
			f.Problem = fmt.Sprintf("%s %s no longer%s", asks, w.text, nearest.Hint(w.name, without(have, wanted)))
		} else if g.text != w.text {
			f.Line = k.lineWith(file, `"`+strings.Fields(g.given)[0])
			f.Problem = fmt.Sprintf("%s %s, not %s", asks, g.text, w.text)
		}
		k.fact(f)
	}
	for _, text := range got {
		g := parse(text)
		f := Finding{Fact: fact, File: file, Why: why, Edit: edit}
		if _, ok := wanted[g.name]; !ok {
			f.Line = k.lineWith(file, `"`+strings.Fields(text)[0])
			f.Problem = fmt.Sprintf("%s %s, which is new", asks, g.text)
		}
		k.fact(f)
	}
}

type given struct {
	requirement
	given string
}

func byName(texts []string) map[string]given {
	found := map[string]given{}
	for _, text := range texts {
		r := parse(text)
		found[r.name] = given{r, text}
	}
	return found
}

// without are the sorted names of a that b does not have.
func without(a, b map[string]given) []string {
	var names []string
	for name := range a {
		if _, ok := b[name]; !ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}
