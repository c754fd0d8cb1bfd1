// Package checks_test compares what Bazel built of the Python core with what Nix builds of it.
package checks_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"akbuild.internal/tools/base/manifest"
	"akbuild.internal/tools/base/tree"
	"akbuild.internal/tools/testing/hidden"
	"akbuild.internal/tools/testing/nixbuild"
	"akbuild.internal/tools/testing/testenv"
)

// This test runs in no sandbox of Bazel; the user's files are kept from it all the same.
func TestMain(m *testing.M) { hidden.Main(m) }

// checkout is a copy of what the expressions read: the test sees links, which Nix would keep as links.
func checkout(t *testing.T) string {
	t.Helper()
	from := os.Getenv("AKBUILD_CHECKOUT")
	if from == "" {
		testenv.Absent(t, "AKBUILD_CHECKOUT is not set: run it with ./bazelw test //backend/checks:nix_test")
	}
	to := t.TempDir()
	for _, part := range []string{"nix", "tools", "go.mod", "go.sum", "sample", "lines"} {
		err := filepath.WalkDir(filepath.Join(from, filepath.FromSlash(part)), func(file string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			rel, err := filepath.Rel(from, file)
			if err != nil {
				return err
			}
			info, err := os.Stat(file)
			if err != nil {
				return err
			}
			content, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			place := filepath.Join(to, rel)
			if err := os.MkdirAll(filepath.Dir(place), 0o755); err != nil {
				return err
			}
			return os.WriteFile(place, content, info.Mode().Perm()|0o200)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return to
}

// nixBuild builds attributes of the package set below authentik-django, and returns their paths.
func nixBuild(t *testing.T, dir string, attributes ...string) []string {
	t.Helper()
	arguments := []string{"nix", "--argstr", "supplier", "registry"}
	for _, attribute := range attributes {
		arguments = append(arguments, "-A", "authentik-django"+attribute)
	}
	paths, err := nixbuild.Build(t, dir, arguments...)
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

// sums is the list of a tree's files with their hashes, and programs that of those that can be executed.
func sums(t *testing.T, dir string) (list []byte, programs []string) {
	t.Helper()
	list, err := manifest.Of(dir)
	if err != nil {
		t.Fatal(err)
	}
	files, err := tree.List(filepath.Join(dir, "bin"), tree.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if info, err := os.Stat(f.Path); err == nil && info.Mode()&0o111 != 0 {
			programs = append(programs, f.Rel)
		}
	}
	return list, programs
}

// TestNixMakesTheSameTree compares every byte of the tree that can be moved.
func TestNixMakesTheSameTree(t *testing.T) {
	dir := checkout(t)
	relocatable := nixBuild(t, dir, ".relocatable")[0]
	manage, err := filepath.Abs(os.Getenv("AKBUILD_TREE_MANAGE"))
	if err != nil {
		t.Fatal(err)
	}
	ours, ourPrograms := sums(t, filepath.Dir(manage))
	theirs, theirPrograms := sums(t, relocatable)
	if strings.Count(string(ours), "\n") < 10_000 {
		t.Errorf("the tree has few files:\n%s", ours)
	}
	lines, err := manifest.Compare("Bazel's tree", ours, theirs)
	if err != nil {
		t.Fatal(err)
	}
	if len(lines) > 0 {
		t.Errorf("Nix's tree is another than Bazel's in %d files:\n%s", len(lines), strings.Join(lines[:min(len(lines), 40)], "\n"))
	}
	if strings.Join(ourPrograms, " ") != strings.Join(theirPrograms, " ") {
		t.Errorf("the programs are\n%s\nand with Nix\n%s", ourPrograms, theirPrograms)
	}
}

// TestNixTests builds the package's own tests: its interpreter imports it, Django finds nothing wrong, and the paths that were
// substituted lead into the store path.
func TestNixTests(t *testing.T) {
	dir := checkout(t)
	paths := nixBuild(t, dir, ".tests.import", ".tests.check")
	for i, want := range []string{"authentik 2025.12", "System check identified no issues"} {
		content, err := os.ReadFile(paths[i])
		if err != nil || !strings.Contains(string(content), want) {
			t.Errorf("%s says %s, %v", paths[i], content, err)
		}
	}
}

// TestNixOverrides changes the source and one distribution: the one, which has the same lock, leaves the third-party
// distributions as they are, the other does not.
func TestNixOverrides(t *testing.T) {
	dir := checkout(t)
	cmd := exec.Command("nix-instantiate", "--eval", "--read-write-mode", "--strict", "--json", "-E", `
		let
		  set = import ./nix { supplier = "registry"; };
		  plain = set.authentik-django;
		  source = plain.override { src = builtins.path { path = ./sample; name = "elsewhere"; }; };
		  packages = plain.override {
		    pythonPackages = set.pythonPackages.overrideScope (self: super: { django = super.django.override { note = "ours"; patches = [ ./go.mod ]; }; });
		  };
		  facts = django: [ django.drvPath django.thirdParty.drvPath django.relocatable.drvPath ];
		in
		map facts [ plain source packages ]`)
	cmd.Dir = dir
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir(), "LC_ALL=C.UTF-8"}
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, cmd.String())
	}
	var facts [3][3]string
	if err := json.Unmarshal(out, &facts); err != nil {
		t.Fatal(err)
	}
	plain, source, packages := facts[0], facts[1], facts[2]
	for i, name := range []string{"the tree", "the third-party distributions", "the tree that can be moved"} {
		if changed := source[i] != plain[i]; changed != (i != 1) {
			t.Errorf("another source changes %s: %v", name, changed)
		}
		if packages[i] == plain[i] {
			t.Errorf("another distribution does not change %s", name)
		}
	}
}
