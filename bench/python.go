package main

import (
	"encoding/json"
	"fmt"
	"os"
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
	link := filepath.Join(b.scratch, attribute)
	command{b.workspace, os.Environ(), []string{"nix-build", "nix", "-A", attribute, "--out-link", link}}.run()
	return resolved(link)
}

// oursEnvironment builds the wheels in an empty store and installs them.
func (b *bench) oursEnvironment(python string) time.Duration {
	store := filepath.Join(b.scratch, "store")
	start := time.Now()
	command{b.workspace, os.Environ(), []string{
		"nix-build", "nix", "-A", "python-wheels", "--store", store, "--max-jobs", "12", "--out-link", filepath.Join(store, "wheels"),
	}}.run()
	out, err := os.Readlink(filepath.Join(store, "wheels"))
	if err != nil {
		fail("finding the wheels: %v", err)
	}
	// The store is below a folder; its links do not know.
	links, err := filepath.Glob(filepath.Join(store, strings.TrimPrefix(out, store), "wheels", "*.whl"))
	if err != nil || len(links) == 0 {
		fail("finding the wheels below %s: %v", out, err)
	}
	folder := filepath.Join(b.scratch, "wheels")
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
	out = filepath.Join(b.scratch, "site")
	command{b.scratch, os.Environ(), []string{
		b.akbuild, "site", "--wheels", folder, "--python", python, "--out", out, "--scripts", out + "-scripts", "--data", out + "-data", "--list", out + ".list",
	}}.run()
	return time.Since(start)
}

// uvEnvironment makes a virtual environment with uv and an empty cache.
func (b *bench) uvEnvironment(python, uv string) time.Duration {
	content, err := os.ReadFile(filepath.Join(b.workspace, "nix", "pins", "python", "2025.12.lock"))
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
	list, venv := filepath.Join(b.scratch, "requirements.txt"), filepath.Join(b.scratch, "venv")
	if err := os.WriteFile(list, []byte(requirements.String()), 0o644); err != nil {
		fail("writing the requirements: %v", err)
	}
	environ := append(os.Environ(), "UV_CACHE_DIR="+filepath.Join(b.scratch, "uv-cache"), "UV_PYTHON_DOWNLOADS=never", "SSL_CERT_FILE="+os.Getenv("NIX_SSL_CERT_FILE"))
	start := time.Now()
	// The engine's own interpreter, which has the headers that the two source builds need.
	command{b.scratch, environ, []string{uv, "venv", "--python", "/usr/bin/python3.13", venv}}.run()
	command{b.scratch, append(environ, "VIRTUAL_ENV="+venv), []string{uv, "pip", "sync", "--require-hashes", "--compile-bytecode", list}}.run()
	return time.Since(start)
}
