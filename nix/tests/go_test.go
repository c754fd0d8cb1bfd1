package nix_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"akbuild.internal/tools/source/modcache"
	"akbuild.internal/tools/testing/fakeproxy"
	"golang.org/x/tools/txtar"
)

const goWorld = `
-- go.mod --
module example.test/app

go 1.25

require (
	example.test/~u/Upper v1.0.0
	example.test/lower v0.2.0
)
-- go.sum --
(sums)
goauthentik.io/api/v3 v3.2025120.6 h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
-- modules/example.test/~u/Upper@v1.0.0/go.mod --
module example.test/~u/Upper
-- modules/example.test/~u/Upper@v1.0.0/upper.go --
package upper
-- modules/example.test/lower@v0.2.0/go.mod --
module example.test/lower
-- modules/example.test/lower@v0.2.0/lower.go --
package lower
`

// goModules is a checkout, a Nix with a store of its own, a go.sum, and a proxy that has its modules.
type goModules struct {
	*nix
	world, proxy, list string
}

func newGoModules(t *testing.T) *goModules {
	t.Helper()
	world := t.TempDir()
	for _, f := range txtar.Parse([]byte(goWorld)).Files {
		name := filepath.Join(world, f.Name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	fakeproxy.Prepare(t, world)
	g := &goModules{newNix(t, checkout(t)), world, filepath.Join(world, "proxy"), filepath.Join(world, "list.json")}
	g.environ = append(g.environ, "GOPROXY=off", "GOSUMDB=off")
	return g
}

// provide runs what the repository rule runs before nix-build: `akbuild modules`, into the store of this test.
func (g *goModules) provide(t *testing.T) {
	t.Helper()
	goBin, err := exec.LookPath("go")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range append(slices.Clone(g.environ), "NIX_REMOTE="+g.store, "GOPROXY=file://"+g.proxy) {
		name, value, _ := strings.Cut(entry, "=")
		t.Setenv(name, value)
	}
	err = modcache.Provide(context.Background(), modcache.Request{
		Go: goBin, GoMod: filepath.Join(g.world, "go.mod"), GoSum: filepath.Join(g.world, "go.sum"),
		Except: []string{"goauthentik.io/api/v3"}, Index: filepath.Join(g.world, "index.json"), List: g.list, Progress: io.Discard,
	})
	if err != nil {
		t.Fatal(err)
	}
}

// expression is the folder of the modules.
func (g *goModules) expression() string {
	return fmt.Sprintf(`(import ./nix { supplier = "registry"; }).call ./nix/packages/go-modules.nix { name = "test"; goSum = %s/go.sum; list = %s; }`, g.world, g.list)
}

func (g *goModules) build() (string, error) {
	return g.run("nix-build", "--no-out-link", "-E", g.expression())
}

// Nix takes the files that akbuild has put into the store, without a network or a proxy; on a machine whose store lacks them
// the same derivations download them, and give the same folder.
func TestGoModules(t *testing.T) {
	g := newGoModules(t)
	g.provide(t)
	out, err := g.build()
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	folder := g.store + out
	err = filepath.WalkDir(folder, func(p string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		rel, err := filepath.Rel(folder, p)
		files = append(files, rel)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"example.test/lower/@v/v0.2.0.info", "example.test/lower/@v/v0.2.0.mod", "example.test/lower/@v/v0.2.0.zip",
		"example.test/~u/!upper/@v/v1.0.0.info", "example.test/~u/!upper/@v/v1.0.0.mod", "example.test/~u/!upper/@v/v1.0.0.zip",
	}
	if !slices.Equal(files, want) {
		t.Errorf("the folder has %q\nwant %q", files, want)
	}

	g.store = filepath.Join(t.TempDir(), "store")
	if _, err := g.build(); err == nil || !strings.Contains(err.Error(), "as go.sum has it; ./bazelw doctor tests the way to it") {
		t.Errorf("with neither files nor a proxy the error is %v", err)
	}
	g.environ = append(g.environ, "GOPROXY=file://"+g.proxy)
	g.options = []string{"--option", "extra-sandbox-paths", g.proxy}
	again, err := g.build()
	if err != nil {
		t.Fatal(err)
	}
	if again != out {
		t.Errorf("downloaded by Nix the modules are %s, put there by akbuild %s", again, out)
	}
}

// Another version of one module is another derivation for its two files, and for no other.
func TestGoModulesBumpRefetchesOneThing(t *testing.T) {
	g := newGoModules(t)
	g.provide(t)
	files := func() []string {
		drv, err := g.run("nix-instantiate", "-E", g.expression())
		if err != nil {
			t.Fatal(err)
		}
		all, err := g.run("nix-store", "--query", "--references", drv)
		if err != nil {
			t.Fatal(err)
		}
		found := slices.DeleteFunc(strings.Fields(all), func(name string) bool { return !strings.Contains(name, "example.test") })
		if len(found) != 4 {
			t.Fatalf("the folder is made of %q", found)
		}
		return found
	}
	before := files()
	for _, name := range []string{filepath.Join(g.world, "go.sum"), g.list} {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		changed := strings.ReplaceAll(string(content), "lower v0.2.0", "lower v0.3.0")
		if err := os.WriteFile(name, []byte(changed), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range files() {
		if slices.Contains(before, name) == strings.Contains(name, "lower") {
			t.Errorf("after a change of one module there is %s, before %q", name, before)
		}
	}
}

func TestGoModulesListTooOld(t *testing.T) {
	g := newGoModules(t)
	if err := os.WriteFile(g.list, []byte("{}"), 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := g.build()
	if err == nil || !strings.Contains(err.Error(), "list.json has no hash for the line 'example.test/") ||
		!strings.Contains(err.Error(), "write it: akbuild modules --go-sum "+g.world+"/go.sum --list "+g.list) {
		t.Errorf("error %v", err)
	}
}

func TestGoModulesWithoutAList(t *testing.T) {
	g := newGoModules(t)
	_, err := g.build()
	if err == nil || !strings.Contains(err.Error(), "list.json: there is no such list, from which Nix learns the sha256 of the files that "+g.world+"/go.sum names; write it: akbuild modules") {
		t.Errorf("error %v", err)
	}
}

func TestGoModulesBrokenGoSum(t *testing.T) {
	g := newGoModules(t)
	for name, content := range map[string]string{g.list: "{}", filepath.Join(g.world, "go.sum"): "hello\n"} {
		if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	_, err := g.build()
	if err == nil || !strings.Contains(err.Error(), "the line 'hello' is not `module version h1:hash`; write the file anew: go mod tidy") {
		t.Errorf("error %v", err)
	}
}

// What Nix knows of our own modules is about the lines of their go.sum, all of them and no others.
func TestGoPinsAreThoseOfGoSum(t *testing.T) {
	root := checkout(t)
	for name, goSum := range map[string]string{"akbuild": "go.sum", "gazelle": "nix/packages/gazelle/go.sum"} {
		content, err := os.ReadFile(filepath.Join(root, "nix", "pins", "go", name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		var list map[string]string
		if err := json.Unmarshal(content, &list); err != nil {
			t.Fatal(err)
		}
		lines, err := modcache.ReadGoSum(filepath.Join(root, goSum), nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range lines {
			if list[l.Text] == "" {
				t.Errorf("nix/pins/go/%s.json lacks the line %q of %s; docs/pins.md says how to write it anew", name, l.Text, goSum)
			}
			delete(list, l.Text)
		}
		for line := range list {
			t.Errorf("nix/pins/go/%s.json has the line %q, which %s does not", name, line, goSum)
		}
	}
}
