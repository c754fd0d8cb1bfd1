package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"akbuild.internal/tools/cache/execlog"
)

const (
	core = "//backend:authentik"
	// djangoSetup is what every command of authentik does first.
	djangoSetup = "import authentik, django; django.setup()"
)

// backend compares edits of the Python core, and its start, with the plain way: hatchling for the five projects of the source, and uv for
// installing what they are and need.
func (b *bench) backend() {
	step("building the Python core")
	b.build("", core)
	authentik := b.editPython("authentik/core/models.py", []string{"//backend:authentik_substituted", "//backend:authentik_wheel", contract, imports, "//backend:in_tree"})
	guardian := b.editPython("packages/ak-guardian/guardian/models.py", []string{contract, imports, "//backend:in_tree", "@@+authentik+authentik_" + b.subject.name + "_python//:package_ak_guardian_wheel"})
	venv, plain := b.plain().python()
	for _, edit := range []struct {
		what string
		took time.Duration
	}{{"authentik/", authentik}, {"an in-tree package", guardian}} {
		b.row("one line of "+edit.what+" / PEP 517 builds and uv pip install", edit.took.Seconds()/plain.Seconds(), 0.1, seconds(edit.took)+" / "+seconds(plain))
		b.row("one line of "+edit.what+" / 6 s", edit.took.Seconds()/6, 1, seconds(edit.took))
	}
	step("starting Django in the tree and in the venv, 9 times")
	start := func(python string) func() cost {
		return func() cost {
			return command{b.scratch, []string{"DJANGO_SETTINGS_MODULE=authentik.root.settings", "AUTHENTIK_SECRET_KEY=bench", "HOME=" + b.scratch}, []string{python, "-c", djangoSetup}}.run()
		}
	}
	tree := filepath.Join(b.workspace, "bazel-bin", "backend", "authentik", "bin", "python")
	ours, theirs := pairs(9, start(tree), start(filepath.Join(venv, "bin", "python")))
	b.row("import authentik, django.setup() / the same in a uv venv", ours.wall.Seconds()/theirs.wall.Seconds(), 1, seconds(ours.wall)+" / "+seconds(theirs.wall))
}

// contract is not built into anything: it looks whether the changed file still is what the build relies on.
const contract = "//backend:contract"

// imports looks whether a distribution provides what the changed file imports.
const imports = "//backend:imports"

// editPython changes a line of the source three times and returns the median of what a build takes then. It must run the
// actions of exactly the wanted targets.
func (b *bench) editPython(name string, wanted []string) time.Duration {
	file := b.subject.file(name)
	original, restore := editable(file)
	defer restore()
	step("changing a line of %s, 3 times", name)
	log := filepath.Join(b.scratch, "execution.json")
	var walls []time.Duration
	for range 3 {
		line := fmt.Sprintf("\nBENCH = %d\n", time.Now().UnixNano())
		if err := os.WriteFile(file, append(slices.Clone(original), line...), 0o644); err != nil {
			fail("changing %s: %v", file, err)
		}
		walls = append(walls, b.build("", core, "--execution_log_json_file="+log).wall)
		if ran := targets(log); !slices.Equal(ran, wanted) {
			restore()
			fail("a line of %s ran the actions of %v, not of %v", name, ran, wanted)
		}
	}
	restore()
	b.build("", core)
	return median(walls)
}

// targets are those whose actions an execution log names, sorted.
func targets(log string) []string {
	spawns, err := execlog.Spawns(log)
	if err != nil {
		fail("%v", err)
	}
	var found []string
	for _, spawn := range spawns {
		found = append(found, spawn.TargetLabel)
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// plainPython builds and installs everything without Bazel, from nothing but the downloads, and returns the venv and how long it took.
func (s *steps) plainPython() (string, time.Duration) {
	b := s.b
	lock := b.pythonLock()
	nix := func(attribute string) string {
		out, err := exec.Command("nix-build", "--no-out-link", filepath.Join(b.workspace, "nix"), "--arg", "pythonLock", lock, "-A", attribute).Output()
		if err != nil {
			fail("building %s of the package set: %v", attribute, err)
		}
		return strings.TrimSpace(string(out))
	}
	uv, wheels, backend := nix("uv")+"/bin/uv", nix("python-wheels")+"/wheels", nix("python-build-backend")+"/site"
	source := filepath.Join(s.folder, "python-source")
	command{b.scratch, os.Environ(), []string{"cp", "-r", b.subject.tree, source}}.run()
	venv, built := filepath.Join(s.folder, "venv"), filepath.Join(s.folder, "built")
	environ := []string{"PATH=/usr/bin:/bin", "HOME=" + b.scratch, "UV_CACHE_DIR=" + filepath.Join(s.folder, "uv-cache"), "UV_OFFLINE=1", "UV_LINK_MODE=copy", "UV_PYTHON_DOWNLOADS=never", "PYTHONPATH=" + backend}
	step("building and installing the Python core with hatchling and uv")
	if err := os.Mkdir(built, 0o755); err != nil {
		fail("making a folder: %v", err)
	}
	start := time.Now()
	projects, err := filepath.Glob(filepath.Join(source, "packages", "*", "pyproject.toml"))
	if err != nil || len(projects) == 0 {
		fail("the source has no packages: %v", err)
	}
	for _, project := range append(projects, filepath.Join(source, "pyproject.toml")) {
		command{filepath.Dir(project), environ, []string{"/usr/bin/python3.13", "-c", "import sys, hatchling.build; hatchling.build.build_wheel(sys.argv[1])", built}}.run()
	}
	command{b.scratch, environ, []string{uv, "venv", "--python", "/usr/bin/python3.13", venv}}.run()
	args := []string{uv, "pip", "install", "--python", venv, "--no-index", "--no-deps", "--compile-bytecode"}
	for _, folder := range []string{wheels, built} {
		found, err := filepath.Glob(filepath.Join(folder, "*.whl"))
		if err != nil || len(found) == 0 {
			fail("%s holds no wheels: %v", folder, err)
		}
		args = append(args, found...)
	}
	command{b.scratch, environ, args}.run()
	return venv, time.Since(start)
}
