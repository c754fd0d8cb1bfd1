package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// environment compares the Python environment from nothing, downloads included, with uv's of the same lock. Both build
// gssapi and psycopg-c from source, install all and compile byte code.
func (b *bench) environment() {
	step("making the Python environment from nothing, both ways")
	python, uv := b.nixBuild("python")+"/bin/python3.13", b.nixBuild("uv")+"/bin/uv"
	// Before the clock starts: both want the interpreter, and nothing else of the store.
	ours := b.oursEnvironment(python)
	theirs := b.uvEnvironment(python, uv)
	b.row("Python environment, cold / uv pip sync of the same lock", ours.Seconds()/theirs.Seconds(), 1, seconds(ours)+" / "+seconds(theirs))
	b.row("Python environment, cold / 90 s", ours.Seconds()/90, 1, seconds(ours))
}

// nixBuild builds an attribute in the store in use.
func (b *bench) nixBuild(attribute string) string {
	link := filepath.Join(b.scratch, "nix-"+attribute)
	command{b.workspace, os.Environ(), []string{"nix-build", "nix", "-A", attribute, "--out-link", link}}.run()
	return resolved(link)
}

// pythonLock makes the set of distributions that the measured source locks, and returns its file.
func (b *bench) pythonLock() string {
	out := filepath.Join(b.scratch, b.subject.name+"-lock.json")
	command{b.workspace, os.Environ(), []string{
		b.akbuild, "python-lock", "--tree", b.subject.tree, "--group", "dev", "--declared", filepath.Join("nix", "releases", "python.json"), "--out", out,
	}}.run()
	return out
}

// work is a folder for what is made of the measured source.
func (b *bench) work() string {
	dir := filepath.Join(b.scratch, "environment-"+b.subject.name)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		fail("making a folder: %v", err)
	}
	return dir
}

// oursEnvironment fetches and builds the wheels in an empty store, as the repository rule does, and installs them.
func (b *bench) oursEnvironment(python string) time.Duration {
	work := b.work()
	store := filepath.Join(work, "store")
	start := time.Now()
	lock := b.pythonLock()
	set := []string{"nix", "--arg", "pythonLock", lock}
	evaluate := exec.Command("nix-instantiate", append([]string{"--eval", "--strict", "--json", "-A", "python-wheels.fetches"}, set...)...)
	evaluate.Dir = b.workspace
	list, err := evaluate.Output()
	files := filepath.Join(work, "files.json")
	if err == nil {
		err = os.WriteFile(files, list, 0o644)
	}
	if err != nil {
		fail("listing the files of the Python set: %v", err)
	}
	command{b.workspace, os.Environ(), []string{
		b.akbuild, "python-fetch", "--files", files, "--lock", lock, "--deviations", filepath.Join(work, "deviations.json"), "--store", store,
		"--", "nix-build", "--no-out-link", "--store", store, "-A", "python-wheels.fromSource", "nix", "--arg", "pythonLock", lock,
	}}.run()
	command{b.workspace, os.Environ(), append([]string{
		"nix-build", "-A", "python-wheels", "--store", store, "--out-link", filepath.Join(store, "wheels"),
	}, set...)}.run()
	out, err := os.Readlink(filepath.Join(store, "wheels"))
	if err != nil {
		fail("finding the wheels: %v", err)
	}
	// The store is below a folder; its links do not know.
	links, err := filepath.Glob(filepath.Join(store, strings.TrimPrefix(out, store), "wheels", "*.whl"))
	if err != nil || len(links) == 0 {
		fail("finding the wheels below %s: %v", out, err)
	}
	folder := filepath.Join(work, "wheels")
	if err := os.Mkdir(folder, 0o755); err != nil {
		fail("making a folder: %v", err)
	}
	for _, link := range links {
		target, err := os.Readlink(link)
		if err == nil {
			err = os.Link(filepath.Join(store, target), filepath.Join(folder, filepath.Base(link)))
		}
		if err != nil {
			fail("finding the wheels: %v", err)
		}
	}
	out = filepath.Join(work, "site")
	command{work, os.Environ(), []string{
		b.akbuild, "site", "--wheels", folder, "--python", python, "--out", out, "--scripts", out + "-scripts", "--data", out + "-data", "--list", out + ".list",
	}}.run()
	return time.Since(start)
}

// uvEnvironment makes a virtual environment with uv and an empty cache.
func (b *bench) uvEnvironment(python, uv string) time.Duration {
	work := b.work()
	content, err := os.ReadFile(b.pythonLock())
	if err != nil {
		fail("reading the lock: %v", err)
	}
	var lock struct {
		Distributions map[string]struct{ Version, SHA256 string }
	}
	if err := json.Unmarshal(content, &lock); err != nil {
		fail("reading the lock: %v", err)
	}
	var requirements strings.Builder
	for name, d := range lock.Distributions {
		fmt.Fprintf(&requirements, "%s==%s --hash=sha256:%s\n", name, d.Version, d.SHA256)
	}
	list, venv := filepath.Join(work, "requirements.txt"), filepath.Join(work, "venv")
	if err := os.WriteFile(list, []byte(requirements.String()), 0o644); err != nil {
		fail("writing the requirements: %v", err)
	}
	environ := append(os.Environ(), "UV_CACHE_DIR="+filepath.Join(work, "uv-cache"), "UV_PYTHON_DOWNLOADS=never", "SSL_CERT_FILE="+os.Getenv("NIX_SSL_CERT_FILE"))
	start := time.Now()
	// The engine's own interpreter, which has the headers that the two source builds need.
	command{work, environ, []string{uv, "venv", "--python", "/usr/bin/python3.13", venv}}.run()
	command{work, append(environ, "VIRTUAL_ENV="+venv), []string{uv, "pip", "sync", "--require-hashes", "--compile-bytecode", list}}.run()
	return time.Since(start)
}
