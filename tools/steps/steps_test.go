// Package steps_test looks at what each build step is made of: an edit of one step must run the actions of that step only.
package steps_test

import (
	"bytes"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "akbuild.internal/"

// shared is the code of one step that another step is made of as well, on purpose: step and package, and why.
var shared = map[string]map[string]string{
	"checksource": {"source/substitute": "the contract holds the texts that are to be substituted", "python/pep508": "it reads what the tree requires"},
	"pythonlock":  {"python/pep508": "a lock has markers"},
	"image":       {"ship/segment": "a layer is a segment, and its end"},
	"site":        {"python/pep508": "a wheel's metadata is requirements"},
	"source":      {"source/substitute": "the Go side is laid out with its texts replaced", "source/vendoring": "the client's place in a vendor folder"},
	"vendortree":  {"source/vendoring": "a vendor folder is what is overlaid"},
	"wheel":       {"python/pep508": "a wheel's metadata is requirements"},
}

// checkout is the folder with the files of the checkout: Bazel's copy, or the one that `go test` runs in.
func checkout(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("AKBUILD_CHECKOUT")
	if dir == "" {
		if os.Getenv("TEST_SRCDIR") != "" {
			t.Fatal("AKBUILD_CHECKOUT is not set")
		}
		dir = filepath.Join("..", "..")
	}
	return dir
}

// source is the packages of the module: what each imports of the module, and how many lines its files have.
type source struct {
	t       *testing.T
	root    string
	imports map[string][]string
	lines   map[string]int
}

func (s *source) read(pkg string) {
	if _, ok := s.imports[pkg]; ok {
		return
	}
	s.imports[pkg] = []string{}
	files, err := filepath.Glob(filepath.Join(s.root, filepath.FromSlash(pkg), "*.go"))
	if err != nil || len(files) == 0 {
		s.t.Fatalf("the package %s has no files: %v", pkg, err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		content, err := os.ReadFile(file)
		if err != nil {
			s.t.Fatal(err)
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, content, parser.ImportsOnly)
		if err != nil {
			s.t.Fatal(err)
		}
		s.lines[pkg] += bytes.Count(content, []byte("\n"))
		for _, i := range parsed.Imports {
			name, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				s.t.Fatal(err)
			}
			if rest, ok := strings.CutPrefix(name, module); ok && !slices.Contains(s.imports[pkg], rest) {
				s.imports[pkg] = append(s.imports[pkg], rest)
			}
		}
	}
}

// closure is the packages of the module that a program is linked of.
func (s *source) closure(pkg string, into map[string]bool) map[string]bool {
	if !into[pkg] {
		into[pkg] = true
		s.read(pkg)
		for _, i := range s.imports[pkg] {
			s.closure(i, into)
		}
	}
	return into
}

func (s *source) linesOf(closure map[string]bool) int {
	total := 0
	for pkg := range closure {
		total += s.lines[pkg]
	}
	return total
}

// steps is the names of the steps, each a folder with a program.
func steps(t *testing.T, root string) []string {
	t.Helper()
	mains, err := filepath.Glob(filepath.Join(root, "tools", "steps", "*", "main.go"))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, file := range mains {
		names = append(names, filepath.Base(filepath.Dir(file)))
	}
	if len(names) < 2 {
		t.Fatalf("the steps are %v", names)
	}
	return names
}

// The command of a step and what it is a front of are in the program of that step, and in no other's.
func TestStepsAreMadeOfTheirOwnCode(t *testing.T) {
	root := checkout(t)
	s := &source{t: t, root: root, imports: map[string][]string{}, lines: map[string]int{}}
	names := steps(t, root)
	closures, own := map[string]map[string]bool{}, map[string][]string{}
	for _, name := range names {
		closures[name] = s.closure("tools/steps/"+name, map[string]bool{})
		front := "tools/commands/" + name
		if !closures[name][front] {
			t.Fatalf("the step %s has no command of its own, %s", name, front)
		}
		own[name] = []string{front}
		for _, pkg := range s.imports[front] {
			if !strings.HasPrefix(pkg, "tools/base/") {
				own[name] = append(own[name], pkg)
			}
		}
	}
	used := map[string]map[string]bool{}
	for _, editor := range names {
		for _, pkg := range own[editor] {
			for _, other := range names {
				if other == editor || !closures[other][pkg] {
					continue
				}
				short := strings.TrimPrefix(pkg, "tools/")
				if shared[other][short] == "" {
					t.Errorf("an edit of %s, which is the step %s, runs the actions of the step %s too", pkg, editor, other)
					continue
				}
				if used[other] == nil {
					used[other] = map[string]bool{}
				}
				used[other][short] = true
			}
		}
	}
	for _, step := range slices.Sorted(maps.Keys(shared)) {
		for pkg := range shared[step] {
			if !used[step][pkg] {
				t.Errorf("the step %s is not made of %s any more: take it out of this test's list", step, pkg)
			}
		}
	}

	all := s.closure("tools/cmd/akbuild", map[string]bool{})
	t.Logf("akbuild: %d packages, %d lines", len(all), s.linesOf(all))
	for _, name := range names {
		t.Logf("%s: %d packages, %d lines", name, len(closures[name]), s.linesOf(closures[name]))
		if s.linesOf(closures[name])*2 > s.linesOf(all) {
			t.Errorf("the step %s is made of more than half of what akbuild is made of", name)
		}
		if !all["tools/commands/"+name] {
			t.Errorf("akbuild does not have the command of the step %s", name)
		}
	}
}

// steps that Nix expressions and repository rules run: steps.generate, or names of one set.
var nixCall = regexp.MustCompile(`steps\.(\w+)|inherit \(steps\)([^;]*);`)

// nixCalls adds the steps that a file of Nix, or of repository rules, names.
func nixCalls(file string, called map[string]bool) error {
	content, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	for _, found := range nixCall.FindAllStringSubmatch(string(content), -1) {
		for _, name := range append(strings.Fields(found[2]), found[1]) {
			called[name] = true
		}
	}
	return nil
}

// forPeople is the rules whose targets are programs that people run; they have all of akbuild.
var forPeople = []string{"clients/private/akbuild_command.bzl", "clients/private/client_command.bzl"}

// An action's program is a step, never akbuild.
func TestRulesRunSteps(t *testing.T) {
	root := checkout(t)
	names := steps(t, root)
	call := regexp.MustCompile(`\bsteps\(([^)]*)\)`)
	called := map[string]bool{}
	for _, folder := range []string{"backend", "clients", "server", "web", "tools", "lines", "nix"} {
		err := filepath.WalkDir(filepath.Join(root, folder), func(file string, e fs.DirEntry, err error) error {
			if err == nil && path.Ext(file) == ".nix" {
				return nixCalls(file, called)
			}
			if err != nil || path.Ext(file) != ".bzl" {
				return err
			}
			rel, err := filepath.Rel(root, file)
			if err != nil {
				return err
			}
			content, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			if strings.Contains(string(content), `"//tools/cmd/akbuild"`) && !slices.Contains(forPeople, rel) {
				t.Errorf("%s: an action would run again for any edit of akbuild: name its step (tools/steps/def.bzl)", rel)
			}
			if strings.HasPrefix(rel, "nix/private/") || rel == "nix/extensions.bzl" {
				return nixCalls(file, called)
			}
			if rel == "tools/steps/def.bzl" {
				return nil
			}
			for _, found := range call.FindAllStringSubmatch(string(content), -1) {
				for _, name := range strings.Split(found[1], ",") {
					name = strings.Trim(name, ` "`)
					if !slices.Contains(names, name) {
						t.Errorf("%s: there is no step %q", rel, name)
					}
					if !strings.Contains(string(content), "_step_"+name) && !strings.Contains(string(content), "python_home") {
						t.Errorf("%s: no action runs the step %q that it names", rel, name)
					}
					called[name] = true
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range names {
		if !called[name] {
			t.Errorf("no rule runs the step %s, and nothing in nix/: delete it", name)
		}
	}
}
