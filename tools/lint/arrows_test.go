package lint

import (
	"fmt"
	"go/parser"
	"go/token"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// order is the rooms of the checkout, from the bottom to the top, those of a row side by side. A file refers to its own room, to
// those beside it and to those below, and to none above.
var order = [][]string{
	{"sample"},
	{"tools/base"},
	{"tools/python", "tools/client", "tools/web"},
	{"tools/source"},
	{"tools/apidiff", "tools/kit", "tools/product"},
	{"tools/commands"},
	{"tools/steps"},
	{"tools/cmd"},
	{"tools/testing"},
	// The set of packages and the lines read each other.
	{"lines", "nix"},
	{"engine", "tools/lint", "tools/registry", "tools/rules_nixpkgs_core"},
	{"clients"},
	{"backend"},
	{"web"},
	{"server"},
	{"bench", "e2e", "tools/verify", "upstream"},
}

// forTests are rooms that tests use wherever they lie.
var forTests = []string{"tools/testing", "lines", "nix"}

// room is the room of a path in the checkout, and how high it lies; -1 if it is in none.
func room(name string) (string, int) {
	for height, rooms := range order {
		for _, r := range rooms {
			if name == r || strings.HasPrefix(name, r+"/") {
				return r, height
			}
		}
	}
	return "", -1
}

// arrow says what is wrong with a file that refers to a place; it is empty if nothing is.
func arrow(file, place string, test bool) string {
	from, low := room(file)
	to, high := room(place)
	if low < 0 || high <= low || test && slices.Contains(forTests, to) {
		return ""
	}
	return fmt.Sprintf("%s refers to %s, and %s lies above %s: move what it needs down, or let what is above hand it over", file, place, to, from)
}

var (
	// label is a label of this repository in a string; visibility says who may use a target, which is no reference.
	label = regexp.MustCompile(`"(?:@@?)?//([\w./+-]*)(:[^"]*)?"`)
	// inSource is a label in the repository of a source tree.
	inSource = regexp.MustCompile(`\btarget = "//`)
	// nixPath is a path of a Nix expression.
	nixPath = regexp.MustCompile(`(?:^|[\s(=])(\.\.?(?:/[\w.+-]+)+)`)
)

// bazelArrows are what a BUILD file or one of rules refers to, labels of visibility and of other repositories left out.
func bazelArrows(content []byte) []string {
	var places []string
	for line := range strings.Lines(string(content)) {
		line, _, _ = strings.Cut(line, "#")
		if inSource.MatchString(line) {
			continue
		}
		for _, found := range label.FindAllStringSubmatch(line, -1) {
			if found[2] != ":__pkg__" && found[2] != ":__subpackages__" {
				places = append(places, found[1])
			}
		}
	}
	return places
}

// nixArrows are the paths that a Nix file names, in the checkout.
func nixArrows(name string, content []byte) []string {
	var places []string
	for line := range strings.Lines(string(content)) {
		line, _, _ = strings.Cut(line, "#")
		for _, found := range nixPath.FindAllStringSubmatch(line, -1) {
			places = append(places, path.Join(path.Dir(name), found[1]))
		}
	}
	return places
}

// goArrows are the packages of this module that a Go file imports.
func goArrows(t *testing.T, file string, content []byte) []string {
	parsed, err := parser.ParseFile(token.NewFileSet(), file, content, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var places []string
	for _, i := range parsed.Imports {
		name, err := strconv.Unquote(i.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		if place, ours := strings.CutPrefix(name, "akbuild.internal/"); ours {
			places = append(places, place)
		}
	}
	return places
}

// Data flows one way: docs/design.md.
func TestNoArrowRunsUp(t *testing.T) {
	seen := map[string]int{}
	visit(t, func(name string) bool { return !testdata(name) }, func(name, file string, content []byte) {
		var places []string
		test := strings.HasSuffix(name, "_test.go")
		switch {
		case path.Base(name) == "BUILD.bazel", path.Ext(name) == ".bzl":
			places, test = bazelArrows(content), path.Base(name) == "BUILD.bazel"
			seen["Bazel"] += len(places)
		case path.Ext(name) == ".nix":
			places = nixArrows(name, content)
			seen["Nix"] += len(places)
		case path.Ext(name) == ".go":
			places = goArrows(t, file, content)
			seen["Go"] += len(places)
		}
		for _, place := range places {
			if problem := arrow(name, place, test); problem != "" {
				t.Error(problem)
			}
		}
	})
	for _, kind := range []string{"Bazel", "Nix", "Go"} {
		if seen[kind] < 50 {
			t.Errorf("only %d references of %s were seen", seen[kind], kind)
		}
	}
}

// Arrows that once ran up, each written as it stood.
func TestArrowsThatRanUp(t *testing.T) {
	for name, places := range map[string][]string{
		"nix/private/source.bzl":                    bazelArrows([]byte(`        str(Label("//clients/go:api")),`)),
		"nix/private/python_source.bzl":             bazelArrows([]byte(`repr(str(Label("//backend:def.bzl")))`)),
		"lines/def.bzl":                             bazelArrows([]byte(`    return by_line(lambda line: "//clients/generators:" + line)`)),
		"tools/client/generatorhost/BUILD.bazel":    bazelArrows([]byte(`load("//clients/private:java_classes.bzl", "java_classes")`)),
		"tools/product/e2e/BUILD.bazel":             bazelArrows([]byte(`        "//server:authentik",`)),
		"backend/live/BUILD.bazel":                  bazelArrows([]byte(`        "//server:dev",`)),
		"nix/packages/backend/authentik-django.nix": nixArrows("nix/packages/backend/authentik-django.nix", []byte("  substitutions ? ../../../backend/substitutions.yaml,")),
		"tools/base/tree/tree.go":                   goArrows(t, "tree.go", []byte("package tree\n\nimport \"akbuild.internal/tools/client/openapi\"\n")),
	} {
		if len(places) != 1 || arrow(name, places[0], path.Base(name) == "BUILD.bazel") == "" {
			t.Errorf("%s: %q is let through", name, places)
		}
	}
	if places := bazelArrows([]byte("visibility = [\"//server:__pkg__\"],\ntarget = \"//web\",\n")); len(places) != 0 {
		t.Errorf("%q are no references", places)
	}
}
