// Package reproducible checks the installed tree: that it runs, alone and wherever it lies, and that its bytes depend on nothing
// but its sources.
package reproducible

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"akbuild.internal/tools/base/manifest"
)

// same fails for each file in which two trees differ; partly lets the first lack files.
func same(t *testing.T, got, want string, partly bool) {
	t.Helper()
	var sums [2][]byte
	for i, root := range []string{got, want} {
		sum, err := manifest.Of(root)
		if err != nil {
			t.Fatal(err)
		}
		if len(sum) == 0 {
			t.Fatalf("%s holds nothing", root)
		}
		sums[i] = sum
	}
	lines, err := manifest.Compare("the one that Bazel made", sums[1], sums[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range lines {
		if !partly || !strings.HasPrefix(line, "missing") {
			t.Errorf("%s: %s", filepath.Base(want), line)
		}
	}
}

// The test would prove nothing if the clock were the same.
func TestClockDiffers(t *testing.T) {
	e := newElsewhere(t)
	out, err := exec.Command(e.python, "-c", "import time; print(time.localtime()[:5], time.tzname[0])").CombinedOutput()
	if want := "(2035, 2, 3, 4, 5) IST\n"; err != nil || string(out) != want {
		t.Errorf("the interpreter takes it for %q, want %q; %v", out, want, err)
	}
}

// The wheels of authentik and its packages, and the tree that they are installed in.
func TestInTree(t *testing.T) {
	tree := filepath.Dir(file(t, "AKBUILD_TREE_MANAGE"))
	built := filepath.Dir(tree)
	source := filepath.Dir(file(t, "AKBUILD_SOURCE"))
	backend := filepath.Join(filepath.Dir(file(t, "AKBUILD_BUILD_BACKEND")), "site")
	e := newElsewhere(t)

	e.akbuild(t, "substitute", "--list", file(t, "AKBUILD_SUBSTITUTIONS"), "--in", source, "--only", "--out", e.path("substituted"))
	same(t, e.path("substituted"), filepath.Join(built, "authentik_substituted"), false)

	site := []string{"site", "--strict", "--python", e.python, "--beside", filepath.Join(built, "third_party.list"), "--out", e.path("in-tree"), "--scripts", e.path("scripts"), "--data", e.path("data"), "--list", e.path("list")}
	wheels := map[string]string{filepath.Join(built, "authentik_wheel"): ""}
	for _, wheel := range strings.Fields(os.Getenv("AKBUILD_PACKAGE_WHEELS")) {
		name := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(wheel), "package_"), "_wheel")
		wheels[wheel] = "packages/" + strings.ReplaceAll(name, "_", "-")
	}
	if len(wheels) < 4 {
		t.Errorf("only %d wheels are compared", len(wheels))
	}
	for wheel, from := range wheels {
		name := filepath.Base(wheel)
		args := []string{"wheel", "--source", filepath.Join(source, from), "--python", e.python, "--environment", backend, "--out", e.path(name)}
		if from == "" {
			args = append(args, "--overlay", e.path("substituted"))
		}
		e.akbuild(t, args...)
		same(t, e.path(name), wheel, false)
		site = append(site, "--wheels", e.path(name))
	}
	e.akbuild(t, site...)
	same(t, e.path("in-tree"), filepath.Join(tree, "site", "in-tree"), false)

	e.akbuild(t, "python-programs", "--ak", "--interpreter", "../python/bin/"+filepath.Base(e.python), "--scripts", e.path("scripts"), "--scripts", filepath.Join(built, "third_party_scripts"), "--out", e.path("bin"))
	same(t, e.path("bin"), filepath.Join(tree, "bin"), false)
}

// Nix and Bazel install the same files of the same wheels.
func TestInstalledByNix(t *testing.T) {
	again, built := file(t, "AKBUILD_AGAIN"), filepath.Dir(filepath.Dir(file(t, "AKBUILD_TREE_MANAGE")))
	same(t, again, filepath.Join(built, "authentik", "site", "third-party"), false)
	for _, part := range []string{"_scripts", "_data"} {
		same(t, again+part, filepath.Join(built, "third_party"+part), false)
	}
	var lists [2][]byte
	for i, name := range []string{again, filepath.Join(built, "third_party")} {
		content, err := os.ReadFile(name + ".list")
		if err != nil || len(content) == 0 {
			t.Fatalf("reading the list of files: %d bytes, %v", len(content), err)
		}
		lists[i] = content
	}
	if !bytes.Equal(lists[0], lists[1]) {
		t.Error("the lists of files differ")
	}
}

// sampled are distributions of every kind: pure, compiled, built from source, with programs, headers and data.
var sampled = []string{"cryptography", "django", "dramatiq", "drf-spectacular", "dumb-init", "gssapi", "jwcrypto", "lxml", "psycopg-c", "pyrad", "pyyaml", "twilio", "zxcvbn"}

// The third-party site, sampled: all of it would take a minute. The byte code of a distribution does not depend on others.
func TestThirdParty(t *testing.T) {
	tree := filepath.Dir(file(t, "AKBUILD_TREE_MANAGE"))
	list := file(t, "AKBUILD_WHEELS")
	content, err := os.ReadFile(list)
	if err != nil {
		t.Fatal(err)
	}
	var distributions []struct{ Name, Wheel string }
	if err := json.NewDecoder(bytes.NewReader(content)).Decode(&distributions); err != nil {
		t.Fatal(err)
	}
	e := newElsewhere(t)
	args := []string{"site", "--python", e.python, "--out", e.path("third-party"), "--scripts", e.path("scripts"), "--data", e.path("data"), "--list", e.path("list")}
	found := 0
	for _, d := range distributions {
		if slices.Contains(sampled, d.Name) {
			args = append(args, "--wheels", filepath.Join(filepath.Dir(list), "wheels", d.Wheel))
			found++
		}
	}
	if found != len(sampled) {
		t.Fatalf("only %d of %d distributions are in the set", found, len(sampled))
	}
	e.akbuild(t, args...)
	same(t, e.path("third-party"), filepath.Join(tree, "site", "third-party"), true)
	same(t, e.path("scripts"), filepath.Join(filepath.Dir(tree), "third_party_scripts"), true)
}
