package contract

import (
	"fmt"
	"maps"
	"path"
	"slices"

	"akbuild.internal/tools/base/nearest"
	"akbuild.internal/tools/python/pep508"
)

// packages compares the in-tree packages: each known one, and that there is no other.
func (k *checker) packages() {
	folders := k.source.folders(k.Packages.Folder)
	names := map[string]string{}
	for _, folder := range folders {
		if file := path.Join(k.Packages.Folder, folder, pyprojectFile); k.source.isFile(file) {
			names[folder] = k.nameIn(file)
		}
	}
	var known []string
	for _, p := range k.Packages.Python {
		known = append(known, p.Folder)
		k.inTree(p, names)
	}
	for _, folder := range folders {
		k.unknown(folder, slices.Concat(known, slices.Sorted(maps.Keys(k.Packages.Other))))
	}
}

// nameIn is the distribution's name in a pyproject.toml, empty if it cannot be read.
func (k *checker) nameIn(file string) string {
	quiet := &checker{Contract: k.Contract, list: k.list, source: k.source}
	p, _ := quiet.project(file)
	return pep508.Name(p.Project.Name)
}

// inTree compares a known package; names are the distributions of all folders.
func (k *checker) inTree(want Package, names map[string]string) {
	folder := path.Join(k.Packages.Folder, want.Folder)
	edit := k.edit("packages.python, "+want.Folder+",", target)
	f := Finding{Fact: "package", File: folder, Why: want.Why, Edit: edit}
	if _, ok := names[want.Folder]; !ok {
		f.Problem = fmt.Sprintf("the in-tree package %s is not there", want.Name) + k.movedPackage(want, names)
		k.fact(f)
		return
	}
	k.fact(f)
	file := path.Join(folder, pyprojectFile)
	p, ok := k.project(file)
	if !ok {
		return
	}
	k.value("package", file, "name", p.Project.Name, want.Name, want.Why, edit)
	if want.Version != "" {
		k.value("package", file, "version", p.Project.Version, want.Version, want.Why, edit)
	}
	k.backend(file, p, want.BuildBackend)
	k.module(folder, want, edit)
	f = Finding{Fact: "python", File: file, Why: want.Why, Edit: k.edit("python.version")}
	if !allows(p.Project.Requires, k.Python.Version) {
		f.Line = k.lineWith(file, "requires-python")
		f.Problem = fmt.Sprintf("requires-python is %q, which does not take the build's Python %s", p.Project.Requires, k.Python.Version)
	}
	k.fact(f)
	k.packageDependencies(file, p, want)
}

// movedPackage is the part of a sentence that says which folder has the package now.
func (k *checker) movedPackage(want Package, names map[string]string) string {
	for _, folder := range slices.Sorted(maps.Keys(names)) {
		if names[folder] == pep508.Name(want.Name) || k.source.isFile(path.Join(k.Packages.Folder, folder, want.Module, "__init__.py")) {
			return fmt.Sprintf("; %s/%s is it now, with the name %s", k.Packages.Folder, folder, names[folder])
		}
	}
	return nearest.Hint(want.Folder, slices.Sorted(maps.Keys(names)))
}

// module compares the module that a package is imported by.
func (k *checker) module(folder string, want Package, edit string) {
	file := path.Join(folder, want.Module, "__init__.py")
	f := Finding{Fact: "package", File: file, Why: want.Why, Edit: edit}
	if !k.source.isFile(file) {
		var modules []string
		for _, name := range k.source.folders(folder) {
			if k.source.isFile(path.Join(folder, name, "__init__.py")) {
				modules = append(modules, name)
			}
		}
		f.Problem = fmt.Sprintf("the package %s has no module %s", want.Name, want.Module)
		if len(modules) == 1 {
			f.Problem += ", but " + modules[0]
		} else {
			f.Problem += nearest.Hint(want.Module, modules)
		}
	}
	k.fact(f)
}

// packageDependencies compares which distributions a package asks for, and the versions of those that matter.
func (k *checker) packageDependencies(file string, p pyproject, want Package) {
	var got []string
	pins := parseAll(want.Pins)
	pinned := func(name string) bool {
		return slices.ContainsFunc(pins, func(pin requirement) bool { return pin.name == name })
	}
	for _, r := range parseAll(p.Project.Dependencies) {
		switch {
		case !r.holds(k.Python.Version):
		case pinned(r.name):
			got = append(got, r.given)
		case !slices.Contains(got, r.name):
			got = append(got, r.name)
		}
	}
	wanted := slices.Clone(want.Pins)
	for _, name := range want.Dependencies {
		if !pinned(pep508.Name(name)) {
			wanted = append(wanted, name)
		}
	}
	k.dependencies("dependency", file, "the package "+want.Name+" asks for", parseAll(got), parseAll(wanted),
		"the package set has to have it", k.edit("packages.python, "+want.Folder+",", resolve))
}

// kinds are the files by which one sees what a folder is.
var kinds = []struct{ file, kind string }{
	{pyprojectFile, "Python package"}, {"Cargo.toml", "Rust crate"}, {"package.json", "JavaScript package"}, {"go.mod", "Go module"}, {"config.yaml", "generated client"},
}

// unknown finds a folder that nobody has looked at.
func (k *checker) unknown(folder string, known []string) {
	f := Finding{Fact: "package", File: path.Join(k.Packages.Folder, folder), Edit: k.edit("packages.other")}
	if !slices.Contains(known, folder) {
		kind := "folder"
		for _, candidate := range kinds {
			if k.source.isFile(path.Join(f.File, candidate.file)) {
				kind = candidate.kind
				break
			}
		}
		f.Problem = fmt.Sprintf("it is a new in-tree %s, which nothing builds", kind)
		if kind == kinds[0].kind {
			f.Edit = k.edit("packages.python", target)
		}
	}
	k.fact(f)
}
