package kit

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// What is gone from the store is seen and had again, whether Nix was told or not; with what other things are made of, those stay.
func TestGone(t *testing.T) {
	engine := filepath.Join(checkout(t), "engine")
	for _, test := range []struct {
		name, attribute string
		// fetched is whether a program put the thing into the store: then Nix does not know where it came from.
		fetched bool
		make    func(w *world, path string)
	}{
		{"removed behind Nix's back", "web", false, func(w *world, path string) { w.shell(`chmod -R u+w "$1"; rm -rf "$1"`, path) }},
		{"removed by Nix", "web", false, func(w *world, path string) { w.shell(`nix-store --delete --ignore-liveness "$1"`, path) }},
		{"what others refer to", "refers", false, removeReferred},
		{"what others refer to, fetched by a program", "refers", true, removeReferred},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld(t, t.TempDir(), "")
			if test.fetched {
				w.shell(`nix-store --add-fixed sha256 "$1"`, w.write("lit-3.1.0.tgz", "a package"))
			}
			w.must("authentik_sample_site", "authentik_sample_"+test.attribute)
			// A checkout whose Bazel makes the repository again.
			inner := filepath.Join(w.dir, "checkout")
			for _, name := range []string{"store-inside.sh", "modules.sh"} {
				content, err := os.ReadFile(filepath.Join(engine, name))
				if err != nil {
					t.Fatal(err)
				}
				w.write("checkout/engine/"+name, string(content))
			}
			w.write("checkout/engine/inside.sh", `case $* in
"bazel shutdown") echo stopped >"`+w.dir+`/stopped" ;;
"bazel fetch --force --repo=@@+authentik+authentik_sample_`+test.attribute+`")
	[[ -e "`+w.dir+`/stopped" ]] || { echo "the server still runs" >&2; exit 1; }
	nix-build "`+filepath.Join(w.dir, "product.nix")+`" -A `+test.attribute+` --argstr script 'printf %s "$content" >$out' --no-out-link >/dev/null ;;
*) echo "called with $*" >&2; exit 1 ;;
esac
`)
			inside := func(what string) (string, error) {
				cmd := exec.Command("bash", filepath.Join(inner, "engine/store-inside.sh"), what)
				cmd.Env = append(os.Environ(), "AKB_CHECKOUT="+inner, "AKB_OUTPUT_BASE="+w.base())
				out, err := cmd.CombinedOutput()
				return string(out), err
			}
			if out, err := inside("check"); err != nil || !strings.HasPrefix(out, "all that") {
				t.Fatalf("of a store that is whole it says %s, %v", out, err)
			}
			path, err := os.Readlink(filepath.Join(w.base(), "nix-roots", "+authentik+authentik_sample_"+test.attribute, test.attribute))
			if err != nil {
				t.Fatal(err)
			}
			test.make(w, path)
			if out, err := inside("check"); err == nil || !strings.HasPrefix(out, "of 1 paths that are gone the first is "+w.dir) {
				t.Fatalf("of a store that is not whole it says %s, %v", out, err)
			}
			if out, err := inside("repair"); err != nil {
				t.Fatalf("repairing it says %s, %v", out, err)
			}
			if out, err := inside("check"); err != nil {
				t.Fatalf("after repairing it says %s, %v", out, err)
			}
		})
	}
}

// removeReferred removes the thing that the output names.
func removeReferred(w *world, path string) {
	w.shell(`set -- $(cat "$1"); chmod u+w "$1"; rm -f "$1"`, path)
}

// shell runs a command of a shell on a path.
func (w *world) shell(command, path string) {
	w.t.Helper()
	if out, err := exec.Command("sh", "-c", command, "sh", path).CombinedOutput(); err != nil {
		w.t.Fatal(err, string(out))
	}
}
