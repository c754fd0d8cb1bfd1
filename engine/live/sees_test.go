package live

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// newHostWithSecrets has a user with files everywhere that no step may see.
func newHostWithSecrets(t *testing.T) *host {
	h := newHost(t, filepath.Join(temporary(t, "/home"), ".cache"))
	for _, file := range []string{
		filepath.Join(h.home, ".npmrc"), filepath.Join(h.home, "letter"), filepath.Join(filepath.Dir(h.cache), "beside-the-cache"),
		filepath.Join(temporary(t, "/srv"), "other-checkout", "key"), filepath.Join(temporary(t, "/mnt"), "key"),
		filepath.Join(temporary(t, "/var/lib"), "key"), filepath.Join(h.checkout, ".git", "config"),
	} {
		plant(t, file)
	}
	return h
}

// plant writes a secret.
func plant(t *testing.T, file string) {
	t.Helper()
	err := os.MkdirAll(filepath.Dir(file), 0o755)
	if err == nil {
		err = os.WriteFile(file, []byte("machine registry.test login me password secret\n"), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// sees is what a file of engine/probe/see.sh says: as what it ran, and what it could read.
func (h *host) sees(file string) (as string, files []string) {
	h.t.Helper()
	content, err := os.ReadFile(filepath.Join(h.checkout, file))
	if err != nil {
		h.t.Fatal(err)
	}
	text := string(content)
	if _, rest, found := strings.Cut(text, "-----\n"); found {
		text = rest // The head of the log of a test.
	}
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return lines[0], lines[1:]
}

// An action, a worker and a test see nothing of the user's; what looks does see it where it is not kept from it.
func TestStepsSeeNothingOfTheUsers(t *testing.T) {
	h := newHostWithSecrets(t)
	unhidden := h.must(nil, "exec", "--", "bash", "engine/probe/see.sh")
	for _, part := range []string{
		filepath.Join(h.home, "letter"), "/beside-the-cache\n", "/other-checkout/key\n", "/etc/authentik-build/clients/npmrc\n",
		"/authentik-source-build/.git/config\n", "/mnt/", "/var/lib/",
	} {
		if !strings.Contains(unhidden, part) {
			t.Errorf("in the engine itself %q is not seen, so that it is not seen elsewhere proves nothing:\n%s", part, unhidden)
		}
	}
	const probe = "//engine/probe"
	h.must(nil, "build", probe+":action", probe+":worker")
	h.must(nil, "test", probe+":test")
	for kind, file := range map[string]string{
		"action": "bazel-bin/engine/probe/action.txt",
		"worker": "bazel-bin/engine/probe/worker.txt",
		"test":   "bazel-testlogs/engine/probe/test/test.log",
	} {
		if as, files := h.sees(file); as != kind || len(files) != 0 {
			t.Errorf("the %s ran as %q and sees %q", kind, as, files)
		}
	}

	// A source tree that is built is seen, without its .git; a call without it goes on with the same server.
	source := temporary(t, "/srv")
	for _, name := range []string{"go.mod", ".git/config"} {
		plant(t, filepath.Join(source, name))
	}
	environ := []string{"AUTHENTIK_SOURCE=" + source}
	if err := os.Remove(filepath.Join(h.checkout, "bazel-bin/engine/probe/action.txt")); err != nil {
		t.Fatal(err)
	}
	h.must(environ, "build", probe+":action")
	_, files := h.sees("bazel-bin/engine/probe/action.txt")
	if len(files) == 0 {
		t.Error("the source is not seen")
	}
	for _, file := range files {
		if file = strings.TrimPrefix(file, "/run/authentik-build/view"); file != source+"/go.mod" {
			t.Errorf("with a source the action sees %s", file)
		}
	}
	first := h.server()
	if second := h.server(); first != second {
		t.Errorf("two calls without the source had the servers %s and %s", first, second)
	}
}

// A build of Nix sees nothing of the user's; a download sees the configuration of the registries' clients, by the variables
// of the one list, and the folders that they name.
func TestNixSees(t *testing.T) {
	h := newHostWithSecrets(t)
	h.ended = true // None is started.
	mirror, proxy := temporary(t, "/srv"), temporary(t, "/mnt")
	for _, file := range []string{
		filepath.Join(mirror, "release"), filepath.Join(proxy, "module"), filepath.Join(h.home, ".cargo", "config.toml"),
		filepath.Join(h.home, ".m2", "settings.xml"), filepath.Join(h.home, ".netrc"), filepath.Join(h.home, ".config", "pip", "pip.conf"),
		filepath.Join(h.home, ".config", "go", "env"),
	} {
		plant(t, file)
	}
	environ := []string{"AUTHENTIK_MIRROR=" + mirror, "GOPROXY=file://" + proxy + ",off"}
	for _, kind := range []string{"build", "download"} {
		h.must(environ, "exec", "--", "nix-build", "--no-out-link", "engine/probe/see.nix", "-A", kind, "--argstr", "home", h.home)
	}

	// Both ways in: Nix as it is called by hand, and by the repository rule.
	h.write("see.sh", `cat "$NPM_CONFIG_USERCONFIG" "$AKB_CARGO_CONFIG" "$AKB_MAVEN_SETTINGS" "$NETRC" "$PIP_CONFIG_FILE" "$GOENV" \
	"$AUTHENTIK_MIRROR/release" "${GOPROXY:7:-4}/module" >$TMPDIR/all
[[ $(sort -u $TMPDIR/all | wc -l) == 1 && $(wc -l <$TMPDIR/all) == 8 ]] && mkdir "$out" && echo seen >"$out/seen"
`)
	hash := strings.TrimSpace(h.must(nil, "exec", "--", "bash", "-c", `d=$(mktemp -d) && echo seen >"$d/seen" && nix-hash --type sha256 --base32 "$d"; rm -r "$d"`))
	h.write("nix/default.nix", `{ ... }: {
  see = import ./suppliers/registry/fetch.nix {
    run = import ./suppliers/registry/run.nix { system = builtins.currentSystem; shell = "/bin/bash"; path = "/usr/bin:/bin"; identity = null; };
  } { name = "see-${toString builtins.currentTime}"; script = ../see.sh; recursive = true; sha256 = "`+hash+`"; };
}
`)
	h.must(environ, "exec", "--", "nix-build", "--no-out-link", "nix", "-A", "see")
	h.write("nix/BUILD.bazel", "")
	h.write("MODULE.bazel", `module(name = "tiny")
bazel_dep(name = "rules_nixpkgs_core", version = "0.13.0")
packages = use_extension("//nix:packages.bzl", "packages")
use_repo(packages, "see")
`)
	h.write("nix/packages.bzl", `load("@rules_nixpkgs_core//:nixpkgs.bzl", "nixpkgs_local_repository", "nixpkgs_package")

def _packages(_):
    nixpkgs_local_repository(name = "nixpkgs", nix_file = "//nix:default.nix")
    nixpkgs_package(name = "see", repository = "@nixpkgs")

packages = module_extension(implementation = _packages)
`)
	h.ended = false
	h.must(environ, "query", "@see//:all")
}
