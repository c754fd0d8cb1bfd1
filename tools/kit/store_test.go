package kit

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"akbuild.internal/tools/testing/testenv"
)

// world is a Nix store of its own, the output base of a checkout, and an expression of what is fetched.
type world struct {
	t   *testing.T
	dir string
}

// newWorld makes one in the folder, an empty one in place of what is there: a kit is for stores of one name. It is the store of
// this test, and takes what it lacks from the supply, if one is named, which the keys vouch for.
func newWorld(t *testing.T, dir, supply string, keys ...string) *world {
	t.Helper()
	if _, err := exec.LookPath("nix"); err != nil {
		testenv.Absent(t, "there is no Nix: run it with ./bazelw test //tools/kit:kit_test")
	}
	w := &world{t: t, dir: dir}
	// What is in a store cannot be written to.
	if out, err := exec.Command("sh", "-c", `cd "$1" && chmod -R u+w . && rm -rf store state log bazel`, "sh", dir).CombinedOutput(); err != nil {
		t.Fatal(err, string(out))
	}
	conf := "build-users-group =\nsandbox = true\nsandbox-fallback = false\nsubstitute = false\nrequire-drop-supplementary-groups = false\n" +
		"sandbox-paths = /usr /bin /lib /lib64\nkeep-outputs = true\n"
	if supply != "" {
		conf += "substitute = true\nsubstituters = file://" + strings.ReplaceAll(supply, " ", "%20") + "\ntrusted-public-keys = " + strings.Join(keys, " ") + "\n"
	}
	w.write("conf/nix.conf", conf)
	for name, value := range map[string]string{
		"NIX_STORE_DIR": "store", "NIX_STATE_DIR": "state", "NIX_LOG_DIR": "log", "NIX_CONF_DIR": "conf", "HOME": "home", "XDG_CACHE_HOME": "home/cache",
	} {
		t.Setenv(name, filepath.Join(w.dir, value))
	}
	t.Setenv("NIX_REMOTE", "")
	t.Setenv("AKB_SUPPLIES", supply)
	return w
}

func (w *world) write(name, content string) string {
	w.t.Helper()
	place := filepath.Join(w.dir, name)
	if err := os.MkdirAll(filepath.Dir(place), 0o755); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(place, []byte(content), 0o644); err != nil {
		w.t.Fatal(err)
	}
	return place
}

func (w *world) base() string { return filepath.Join(w.dir, "bazel") }

// product is an expression with a thing of each kind in it: what it fetches is the content of a file, by the script.
const product = `{ script }: let
  run = attributes: derivation ({ system = "x86_64-linux"; builder = "/bin/sh"; PATH = "/usr/bin:/bin"; } // attributes);
  fetch = kind: content: attributes: run ({
    inherit content; script = builtins.toFile "fetch-${kind}.sh" script; args = [ (builtins.toFile "fetch-${kind}.sh" script) ];
    outputHash = builtins.hashString "sha256" content; outputHashAlgo = "sha256"; outputHashMode = "flat";
  } // attributes);
  make = name: things: run { inherit name things; args = [ "-c" "cat $things >$out" ]; };
in rec {
  npm = fetch "npm" "a package" { name = "lit-3.1.0.tgz"; package = "@lit/lit@3.1.0"; };
  pinned = fetch "npm" "a package" { name = "lit3.1.0.tgz"; package = "@lit/lit@3.1.0"; };
  go = fetch "go-file" "a module" { name = "m.zip"; path = "example.test/m"; version = "v1.0.0"; part = "zip"; h1 = "h1:abc="; };
  mod = fetch "go-file" "module m" { name = "m.mod"; path = "example.test/m"; version = "v1.0.0"; part = "mod"; h1 = "h1:def="; };
  sdk = fetch "go-module" "an SDK" { name = "sdk.zip"; module = "golang.org/toolchain@v0.0.1-go1.25.5.linux-amd64"; };
  wheel = fetch "distribution" "a wheel" { name = "six-1.17.0-py3-none-any.whl"; pname = "six"; version = "1.17.0"; };
  archive = fetch "distribution" "an archive" { name = "gssapi-1.9.0.tar.gz"; pname = "gssapi"; version = "1.9.0"; };
  jar = fetch "maven" "a jar" { name = "cli.jar"; coordinates = "org.openapitools:openapi-generator-cli:7.19.0"; };
  web = make "web" [ npm pinned ];
  site = make "site" [ wheel archive web ];
  server = make "server" [ go mod sdk (make "client" [ jar ]) ];
  other = make "other" [ (fetch "npm" "another package" { name = "vue-1.0.0.tgz"; package = "vue@1.0.0"; }) ];
  edited = run { name = "edited"; things = [ wheel archive npm go mod sdk jar ]; args = [ "-c" "cat $things $things >$out" ]; };
  refers = run { name = "refers"; inherit npm; args = [ "-c" "echo $npm >$out" ]; };
  stray = make "stray" [ (fetch "ftp" "a stray" { name = "stray"; }) ];
}`

const (
	online  = `printf %s "$content" >$out`
	offline = `echo the network was asked for $name >&2; exit 1`
)

// build builds an attribute as the repository of Bazel; the error has what Nix said.
func (w *world) build(script, attribute, repository string) error {
	w.t.Helper()
	if said, err := w.nixBuild(script, attribute, repository); err != nil {
		return fmt.Errorf("%w: %s", err, said)
	}
	return nil
}

func (w *world) nixBuild(script, attribute, repository string) (said string, err error) {
	w.t.Helper()
	link := filepath.Join(w.base(), "nix-roots", "+authentik+"+repository, attribute)
	if err := os.MkdirAll(filepath.Dir(link), 0o755); err != nil {
		w.t.Fatal(err)
	}
	out, err := exec.Command("nix-build", w.write("product.nix", product), "-A", attribute, "--argstr", "script", script, "-o", link).CombinedOutput()
	return string(out), err
}

// must builds the attributes, each as the repository of that name, with what there is a network for.
func (w *world) must(repositories ...string) {
	w.t.Helper()
	for _, repository := range repositories {
		attribute := repository[strings.LastIndex(repository, "_")+1:]
		if err := w.build(online, attribute, repository); err != nil {
			w.t.Fatal(err)
		}
	}
}

// packages is the folder of an engine's Debian packages, one of them in no root.
func (w *world) packages() string {
	w.write("debian/dists/forky/InRelease", "signed\n")
	w.write("debian/pool/main/z/zip/zip_3.0_amd64.deb", "a deb")
	w.write("debian/dists/forky/main/binary-amd64/Packages", "Package: zip\nVersion: 1:3.0\nFilename: pool/main/z/zip/zip_3.0_amd64.deb\nSHA256: "+
		"c93a6e1044b5d6a4f2da0ff48efd655b85c7f9368cb57cd4d67f0d2348f0b04e\n\nPackage: other\nFilename: pool/other.deb\nSHA256: 00\n\n")
	return filepath.Join(w.dir, "debian")
}
