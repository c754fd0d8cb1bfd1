// Package live drives ./bazelw for real. The engine that the test runs in is the host, and its root, which is there already,
// is the root of the engine below: nothing is downloaded.
package live

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// emptied are the folders of the host in which the tests put what a user may have there.
var emptied = []string{"/home", "/mnt", "/opt", "/srv", "/var/lib", "/var/tmp"}

// parts are what the tests take of the real checkout.
var parts = []string{"bazelw", ".bazelrc", "engine", "tools/registry", "tools/rules_nixpkgs_core", "nix/suppliers/registry"}

// TestMain goes on in a mount namespace in which those folders are empty ones of its own, so that the machine's stay as
// they are.
func TestMain(m *testing.M) {
	if os.Getenv("AKBUILD_CHECKOUT") == "" {
		fmt.Fprintln(os.Stderr, "AKBUILD_CHECKOUT is not set: run it with ./bazelw test //engine/live:live_test")
		os.Exit(1)
	}
	if os.Getenv(inside) != "" {
		os.Exit(m.Run())
	}
	status, err := goInside()
	if err != nil {
		fmt.Fprintln(os.Stderr, "going on in a mount namespace:", err)
	}
	os.Exit(status)
}

// inside is set in the mount namespace.
const inside = "AKBUILD_LIVE_INSIDE"

// goInside runs this program again, in the namespace. Its own file and the checkout may lie in what is emptied there, as
// Bazel's outputs do for everybody whose home is below /home: it takes copies along.
func goInside() (int, error) {
	dir, err := os.MkdirTemp("/tmp", "akb-live-self-")
	if err != nil {
		return 1, err
	}
	defer os.RemoveAll(dir)
	self, err := os.Executable()
	if err != nil {
		return 1, err
	}
	program, checkout := filepath.Join(dir, "live_test"), filepath.Join(dir, "checkout")
	script := `set -e
		cp -L "$1" "$2"
		cd "$3"
		for part in "${@:5}"; do mkdir -p "$4/$(dirname "$part")"; cp -rL "$part" "$4/$part"; done`
	copying := exec.Command("bash", append([]string{"-c", script, "copy", self, program, os.Getenv("AKBUILD_CHECKOUT"), checkout}, parts...)...)
	if out, err := copying.CombinedOutput(); err != nil {
		return 1, fmt.Errorf("%w: %s", err, out)
	}
	mounting := "for folder in " + strings.Join(emptied, " ") + "; do mount -t tmpfs -o mode=1777 tmpfs $folder; done && exec \"$@\""
	test := exec.Command("unshare", append([]string{"--mount", "--propagation", "slave", "bash", "-c", mounting, "live", program}, os.Args[1:]...)...)
	test.Dir = dir
	test.Env = append(os.Environ(), inside+"=yes", "AKBUILD_CHECKOUT="+checkout)
	test.Stdout, test.Stderr = os.Stdout, os.Stderr
	err = test.Run()
	var ended *exec.ExitError
	if errors.As(err, &ended) {
		return ended.ExitCode(), nil
	} else if err != nil {
		return 1, err
	}
	return 0, nil
}

// host is a checkout, with a user's home and a cache folder.
type host struct {
	t        *testing.T
	checkout string
	home     string
	cache    string
	// mounts are commands of bash that put the root and the Nix store of this engine into the cache.
	mounts string
	// ended is set by a test that has told Bazel's server to end.
	ended bool
}

// newHost makes the checkout: the wrapper and the settings of the real one, around a target that takes no toolchain.
func newHost(t *testing.T, cache string) *host {
	t.Helper()
	h := &host{t: t, checkout: filepath.Join(temporary(t, "/srv"), "check out"), home: temporary(t, "/home"), cache: cache}
	from, err := filepath.Abs(os.Getenv("AKBUILD_CHECKOUT"))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range parts {
		h.copy(filepath.Join(from, part), part)
	}
	// What names rules_go cannot be without it.
	h.edit(".bazelrc", func(text string) string {
		return strings.ReplaceAll(text, "\nbuild --@rules_go", "\n# build --@rules_go")
	})
	h.write("MODULE.bazel", "module(name = \"tiny\")\n")
	h.write("BUILD.bazel", "genrule(name = \"tiny\", outs = [\"tiny.txt\"], cmd = \"echo built > $@\")\n"+
		"genrule(name = \"user\", srcs = [\":tiny\"], outs = [\"user.txt\"], cmd = \"cat $< > $@\")\n"+
		"genrule(name = \"store\", outs = [\"store.txt\"], cmd = \"ls '"+filepath.Join(cache, "authentik-build", "nix", "store")+"' > $@\")\n")
	// Should the test be killed, its server ends soon.
	if err := os.WriteFile(filepath.Join(h.home, ".bazelrc"), []byte("startup --max_idle_secs=60\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	h.mounts = `
		set -e
		AKB_LIB=$PWD/engine
		source "$AKB_LIB/common.sh"
		source "$AKB_LIB/bootstrap.sh"
		akb_root_path root
		mkdir -p "$root" "$AKB_CACHE/nix"
		mount --bind / "$root"
		mount --rbind /nix "$AKB_CACHE/nix"
		cd "$AKB_LIVE_FOLDER"
		exec "$@"`
	t.Cleanup(func() {
		if h.ended {
			return
		}
		if out, err := h.call(nil, "shutdown"); err != nil {
			t.Errorf("shutdown: %v\n%s", err, out)
		}
	})
	return h
}

// temporary makes a folder below another and removes it at the end, with what Bazel makes read-only.
func temporary(t *testing.T, below string) string {
	t.Helper()
	dir, err := os.MkdirTemp(below, "akb-live-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("bash", "-c", `chmod -R u+w -- "$1" && rm -rf -- "$1"`, "remove", dir).CombinedOutput(); err != nil {
			t.Errorf("%v: %s", err, out)
		}
	})
	return dir
}

// copy copies a file or folder of the real checkout, links followed.
func (h *host) copy(from, to string) {
	h.t.Helper()
	script := `mkdir -p "$(dirname "$2")" && cp -rL "$1" "$2" && find "$2" -name '*.src' -exec sh -c 'mv "$1" "${1%.src}"' _ {} ';'`
	if out, err := exec.Command("bash", "-c", script, "copy", from, filepath.Join(h.checkout, to)).CombinedOutput(); err != nil {
		h.t.Fatalf("%v: %s", err, out)
	}
}

// write writes a file of the checkout.
func (h *host) write(name, content string) {
	h.t.Helper()
	file := filepath.Join(h.checkout, name)
	err := os.MkdirAll(filepath.Dir(file), 0o755)
	if err == nil {
		err = os.WriteFile(file, []byte(content), 0o644)
	}
	if err != nil {
		h.t.Fatal(err)
	}
}

// edit changes a file of the checkout.
func (h *host) edit(name string, change func(string) string) {
	h.t.Helper()
	content, err := os.ReadFile(filepath.Join(h.checkout, name))
	if err != nil {
		h.t.Fatal(err)
	}
	h.write(name, change(string(content)))
}

// callIn runs bazelw in a folder with variables added to the environment of a login; the output is both streams.
func (h *host) callIn(folder string, environ []string, arguments ...string) (string, error) {
	command := append([]string{"--mount", "bash", "-c", h.mounts, "bazelw", filepath.Join(h.checkout, "bazelw")}, arguments...)
	cmd := exec.Command("unshare", command...)
	cmd.Dir = h.checkout
	cmd.Env = append([]string{
		"PATH=/usr/local/bin:/usr/bin:/bin", "HOME=" + h.home, "USER=somebody", "XDG_CACHE_HOME=" + h.cache,
		"AUTHENTIK_BUILD_ENGINE=root", "AKB_LIVE_FOLDER=" + folder,
	}, environ...)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	return out.String(), err
}

// call runs bazelw in the checkout.
func (h *host) call(environ []string, arguments ...string) (string, error) {
	return h.callIn(h.checkout, environ, arguments...)
}

// must runs bazelw and fails the test if it fails.
func (h *host) must(environ []string, arguments ...string) string {
	h.t.Helper()
	out, err := h.call(environ, arguments...)
	if err != nil {
		h.t.Fatalf("bazelw %s: %v\n%s", strings.Join(arguments, " "), err, out)
	}
	return out
}
