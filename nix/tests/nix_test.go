// Package nix_test evaluates and builds the package set in stores of its own, offline.
package nix_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"akbuild.internal/tools/testing/testenv"
)

// checkout copies what the expressions read of the checkout into a temporary folder, where a test may change it.
func checkout(t *testing.T) string {
	t.Helper()
	from := os.Getenv("AKBUILD_CHECKOUT")
	if from == "" {
		testenv.Absent(t, "AKBUILD_CHECKOUT is not set: run it with ./bazelw test //nix/tests:nix_test")
	}
	to := t.TempDir()
	copied := 0
	for _, part := range []string{"nix", "tools", "go.mod", "go.sum", "sample/go.mod", "sample/go.sum", "sample/internal/constants", "lines", "flake.nix"} {
		err := filepath.WalkDir(filepath.Join(from, filepath.FromSlash(part)), func(file string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			rel, err := filepath.Rel(from, file)
			if err != nil {
				return err
			}
			content, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			copied++
			place := filepath.Join(to, rel)
			if err := os.MkdirAll(filepath.Dir(place), 0o755); err != nil {
				return err
			}
			return os.WriteFile(place, content, 0o644)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if copied < 20 {
		t.Fatalf("only %d files of the checkout reach the test", copied)
	}
	return to
}

// nix is a Nix with a store of its own below a temporary folder.
type nix struct {
	dir     string
	store   string
	environ []string
	options []string
}

func newNix(t *testing.T, dir string) *nix {
	t.Helper()
	home := t.TempDir()
	return &nix{
		dir:   dir,
		store: filepath.Join(t.TempDir(), "store"),
		environ: []string{
			"PATH=" + os.Getenv("PATH"), "HOME=" + home, "TMPDIR=" + home, "NIX_CONF_DIR=" + home,
			"NIX_CONFIG=build-users-group =\nsandbox = true\nsandbox-fallback = false\nsubstitute = false\nrequire-drop-supplementary-groups = false\n" +
				"sandbox-paths = /usr /bin /lib /lib64 /etc/alternatives " + home,
		},
	}
}

// run runs a command of Nix and returns its standard output; the error holds its standard error.
func (n *nix) run(arguments ...string) (string, error) {
	cmd := exec.Command(arguments[0], append([]string{"--store", n.store}, append(n.options, arguments[1:]...)...)...)
	cmd.Dir, cmd.Env = n.dir, n.environ
	var out, problem bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &problem
	if err := cmd.Run(); err != nil {
		return "", errors.Join(err, errors.New(problem.String()))
	}
	return strings.TrimSpace(out.String()), nil
}

// eval evaluates an expression to JSON and decodes it.
func eval[T any](t *testing.T, n *nix, expression string) T {
	t.Helper()
	out, err := n.run("nix-instantiate", "--eval", "--strict", "--json", "-E", expression)
	if err != nil {
		t.Fatalf("evaluating %s: %v", expression, err)
	}
	var value T
	if err := json.Unmarshal([]byte(out), &value); err != nil {
		t.Fatalf("evaluating %s: %v", expression, err)
	}
	return value
}

// outPaths is an expression: the derivation path of every package of the set, by attribute.
const drvPaths = `
	let
	  # The lock of the sample is made by building akbuild; no distribution is what is looked at here.
	  set = import ./nix { supplier = "registry"; pythonLock = { python = "3.13"; distributions = { }; groups.dev = { }; }; };
	  steps = builtins.listToAttrs (map (name: { name = "steps." + name; value = set.steps.${name}; }) (builtins.attrNames set.steps));
	  # A text, which is another when vendor folders are.
	  vendor.goVendorIdentity.drvPath = set.goVendorIdentity;
	  packages = builtins.removeAttrs set [ "pins" "replace" ] // set.bazelModules // steps // vendor;
	  isPackage = name: builtins.isAttrs packages.${name} && packages.${name} ? drvPath;
	in
	builtins.listToAttrs (map (name: { inherit name; value = packages.${name}.drvPath; })
	  (builtins.filter isPackage (builtins.attrNames packages)))`

func TestSuppliersHaveTheSameAttributes(t *testing.T) {
	n := newNix(t, checkout(t))
	registry := eval[[]string](t, n, `builtins.attrNames (import ./nix { supplier = "registry"; })`)
	nixpkgs := eval[[]string](t, n, `builtins.attrNames (import ./nix { supplier = "nixpkgs"; nixpkgs = _: { }; })`)
	if !slices.Equal(registry, nixpkgs) {
		t.Errorf("the supplier registry has the attributes %q, nixpkgs has %q", registry, nixpkgs)
	}
	if len(registry) < 20 {
		t.Errorf("only %d attributes were seen", len(registry))
	}
}

// The nixpkgs supplier cannot be built without another network; with a nixpkgs of placeholders it can be evaluated.
func TestNixpkgsSupplierEvaluates(t *testing.T) {
	n := newNix(t, checkout(t))
	got := eval[map[string]string](t, n, `
		let
		  fake = `+fakeNixpkgs+`;
		  set = import ./nix { supplier = "nixpkgs"; nixpkgs = fake; };
		in
		builtins.mapAttrs (_: p: p.drvPath) {
		  inherit (set) chromium jre nodejs nodejs_20 postgresql python go openapi-generator-cli schema_2025_12_6 source_2025_12_4 akbuild gazelle;
		  inherit (set) client-go client-python client-rust client-ts apiGoVendorHook;
		}`)
	if len(got) < 12 {
		t.Errorf("evaluated %d packages, want at least 12: %v", len(got), got)
	}
}

func TestUnknownSupplierIsOneSentence(t *testing.T) {
	n := newNix(t, checkout(t))
	_, err := n.run("nix-instantiate", "--eval", "-E", `builtins.attrNames (import ./nix { supplier = "conda"; })`)
	if err == nil || !strings.Contains(err.Error(), "the supplier 'conda' is unknown: use one of nixpkgs registry") {
		t.Errorf("error %v", err)
	}
}

func TestMissingPinNamesTheFile(t *testing.T) {
	n := newNix(t, checkout(t))
	_, err := n.run("nix-instantiate", "--eval", "-E", `((import ./nix { supplier = "registry"; }).fetchMaven "g:a:1").drvPath`)
	if err == nil || !strings.Contains(err.Error(), "nix/pins/maven.json has no pin for g:a:1") {
		t.Errorf("error %v", err)
	}
}

// clients are the packages that are generated from the schema of the default release.
var clients = []string{"apiGoVendorHook", "client-go", "client-python", "client-rust", "client-ts"}

// generators are the packages of all versions of the generator, sorted.
func generators(t *testing.T) []string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(checkout(t), "nix", "releases", "clients.json"))
	if err != nil {
		t.Fatal(err)
	}
	var table struct{ Generators []string }
	if err := json.Unmarshal(content, &table); err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, version := range table.Generators {
		names = append(names, "openapi-generator-cli_"+strings.ReplaceAll(version, ".", "_"))
	}
	slices.Sort(names)
	return names
}

// A changed pin or Nix file changes exactly what depends on it.
func TestChangeRebuildsOnlyDependents(t *testing.T) {
	for _, test := range []struct {
		name, file, from, to string
		changed              []string
	}{
		{
			name: "the pin of one generator", file: "nix/pins/maven.json",
			from: "124727eacdb64fd6", to: "024727eacdb64fd6",
			changed: []string{"client-ts", "openapi-generator-cli_7_21_0"},
		},
		{
			name: "the pin of one schema", file: "nix/pins/npm.json",
			from: "dbc175e1acb07e2e", to: "0bc175e1acb07e2e",
			changed: append(slices.Clone(clients), "schema_2025_12_6"),
		},
		{
			name: "how a Java runtime is unpacked", file: "nix/packages/jre.sh",
			from: "chmod 0755", to: "chmod 0555",
			changed: slices.Concat(clients, []string{"jre", "openapi-generator-cli"}, generators(t)),
		},
		{
			name: "a comment of a Nix file", file: "nix/packages/jre.nix",
			from: "# A Java runtime", to: "# The Java runtime",
			changed: nil,
		},
		{
			name: "a source file of akbuild", file: "tools/cmd/akbuild/main.go",
			from: "package main", to: "package main // changed",
			changed: []string{"akbuild"},
		},
		{
			name: "the step that generates clients", file: "tools/client/generate/generate.go",
			from: "package generate", to: "package generate // changed",
			changed: slices.Sorted(slices.Values(append([]string{"akbuild", "steps.generate"}, clients...))),
		},
		{
			name: "the step that makes vendor folders", file: "tools/commands/vendortree/vendortree.go",
			from: "package vendortree", to: "package vendortree // changed",
			changed: []string{"akbuild", "apiGoVendorHook", "goVendorIdentity", "steps.vendortree"},
		},
		{
			name: "the step that installs wheels", file: "tools/commands/site/site.go",
			from: "package site", to: "package site // changed",
			changed: []string{"akbuild", "authentik-django", "python-site", "steps.site"},
		},
		{
			name: "the pins of the build backend", file: "nix/pins/python/build.lock",
			from: "415290b84f464d28", to: "015290b84f464d28",
			changed: []string{"authentik-django", "python-build-backend"},
		},
		{
			name: "a test of akbuild", file: "tools/product/bundle/bundle_test.go",
			from: "package bundle", to: "package bundle // changed",
			changed: nil,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			root := checkout(t)
			n := newNix(t, root)
			before := eval[map[string]string](t, n, drvPaths)
			file := filepath.Join(root, filepath.FromSlash(test.file))
			content, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Contains(content, []byte(test.from)) {
				t.Fatalf("%s does not hold %q", test.file, test.from)
			}
			if err := os.WriteFile(file, bytes.Replace(content, []byte(test.from), []byte(test.to), 1), 0o644); err != nil {
				t.Fatal(err)
			}
			after := eval[map[string]string](t, n, drvPaths)
			var changed []string
			for _, name := range slices.Sorted(maps.Keys(before)) {
				if before[name] != after[name] {
					changed = append(changed, name)
				}
			}
			if !slices.Equal(changed, test.changed) {
				t.Errorf("changed %q, want %q", changed, test.changed)
			}
		})
	}
}
