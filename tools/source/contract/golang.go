package contract

import (
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"akbuild.internal/tools/base/nearest"
	"golang.org/x/mod/modfile"
	"golang.org/x/mod/semver"
)

const goMod = "go.mod"

// golang compares go.mod, and which programs there are.
func (k *checker) golang() {
	defer k.programs()
	f := Finding{Fact: "go", File: goMod, Edit: k.edit("go")}
	if !k.source.isFile(goMod) {
		f.Problem = "there is no such file"
		k.fact(f)
		return
	}
	mod, err := modfile.ParseLax(goMod, []byte(k.source.read(goMod)), nil)
	if err == nil && mod.Module == nil {
		err = errors.New("it names no module")
	}
	if err != nil {
		f.Problem, f.Edit = "it cannot be read: "+strings.Join(strings.Fields(err.Error()), " "), "the tree"
		k.fact(f)
		return
	}
	k.fact(f)
	k.goValue("module", mod.Module.Mod.Path, k.Go.Module, mod.Module.Syntax.Start.Line)
	k.goVersion(mod)
	var required []string
	lines := map[string]int{}
	for _, r := range mod.Require {
		required = append(required, r.Mod.Path)
		lines[r.Mod.Path] = r.Syntax.Start.Line
	}
	for _, module := range slices.Sorted(maps.Keys(k.Go.Requires)) {
		f := Finding{Fact: "go", File: goMod, Why: k.Go.Requires[module], Edit: k.edit("go.requires")}
		if lines[module] == 0 {
			f.Problem = fmt.Sprintf("it does not require %s%s", module, nearest.Hint(module, required))
		}
		k.fact(f)
	}
	for _, module := range slices.Sorted(maps.Keys(k.Go.Without)) {
		f := Finding{Fact: "go", File: goMod, Line: lines[module], Why: k.Go.Without[module], Edit: k.edit("go.without")}
		if lines[module] > 0 {
			f.Problem = fmt.Sprintf("it requires %s, which line %s does not", module, k.Line)
		}
		k.fact(f)
	}
}

func (k *checker) goValue(key, got, want string, line int) {
	f := Finding{Fact: "go", File: goMod, Edit: k.edit("go."+key, "what BUILD.bazel and nix/private/source.bzl say of it")}
	if got != want {
		f.Line, f.Problem = line, fmt.Sprintf("the %s is %s, not %s", key, got, want)
	}
	k.fact(f)
}

// goVersion compares the language version with the newest that the pinned SDK compiles. A toolchain line is no concern:
// the SDK does not fetch another.
func (k *checker) goVersion(mod *modfile.File) {
	f := Finding{Fact: "go", File: goMod, Why: "the Go SDK that nix/pins/go.json pins compiles no newer language", Edit: k.edit("go.most", "the SDK in nix/pins/go.json")}
	if mod.Go != nil && semver.Compare(semver.MajorMinor("v"+mod.Go.Version), "v"+k.Go.Most) > 0 {
		f.Line = mod.Go.Syntax.Start.Line
		f.Problem = fmt.Sprintf("it is written in Go %s, newer than %s", mod.Go.Version, k.Go.Most)
	}
	k.fact(f)
}

// programs finds a program that nobody has looked at. That known ones are there, paths say.
func (k *checker) programs() {
	if k.Go.Folder == "" {
		return
	}
	for _, program := range k.source.folders(k.Go.Folder) {
		f := Finding{Fact: "go", File: path.Join(k.Go.Folder, program), Edit: k.edit("go.programs", "a target that links it")}
		if k.Go.Programs[program] == "" {
			f.Problem = "it is a new program, which nothing builds" + nearest.Hint(program, slices.Sorted(maps.Keys(k.Go.Programs)))
		}
		k.fact(f)
	}
}
