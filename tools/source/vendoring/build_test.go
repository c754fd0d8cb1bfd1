package vendoring

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"akbuild.internal/tools/base/manifest"
	"akbuild.internal/tools/testing/fakeproxy"
	"akbuild.internal/tools/testing/testenv"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

const app = `
-- src/go.mod --
module goauthentik.io

go 1.24.0

require (
	example.org/books v1.2.0
	goauthentik.io/api/v3 v3.2025120.6
)

require example.org/paper v0.3.0 // indirect
-- src/go.sum --
(sums)
goauthentik.io/api/v3 v3.2025120.6 h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
goauthentik.io/api/v3 v3.2025120.6/go.mod h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
-- src/cmd/server/main.go --
package main

import (
	"example.org/books"
	api "goauthentik.io/api/v3"
)

func main() { println(books.Count(), api.Generated) }
-- client/client.go --
package api

const Generated = "generated"
-- modules/example.org/books@v1.2.0/go.mod --
module example.org/books

go 1.20

require example.org/paper v0.3.0
-- modules/example.org/books@v1.2.0/books.go --
package books

import "example.org/paper"

func Count() int { return paper.Sheets }
-- modules/example.org/paper@v0.3.0/go.mod --
module example.org/paper

go 1.20
-- modules/example.org/paper@v0.3.0/paper.go --
package paper

const Sheets = 3
`

func setUp(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(app)).Files {
		name := filepath.Join(dir, f.Name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	fakeproxy.Prepare(t, dir)
	return dir
}

func fromModules(t *testing.T, dir, out string) {
	t.Helper()
	err := FromModules(context.Background(), ModulesRequest{
		Go: testenv.Go(t), GoMod: dir + "/src/go.mod", GoSum: dir + "/src/go.sum", Modules: dir + "/proxy",
		Imports: []string{"goauthentik.io/api/v3", "example.org/books"}, Client: DefaultClient, Out: out,
	})
	if err != nil {
		t.Fatal(err)
	}
}

// goCommand runs go in the source tree without network.
func goCommand(t *testing.T, dir, cache string, args ...string) string {
	t.Helper()
	cmd := exec.Command(testenv.Go(t), args...)
	cmd.Dir = filepath.Join(dir, "src")
	cmd.Env = []string{"HOME=" + cache, "GOCACHE=" + cache, "GOFLAGS=-mod=vendor", "GOPROXY=off", "GOTOOLCHAIN=local", "GOTELEMETRY=off", "CGO_ENABLED=0", "TMPDIR=" + cache}
	output, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, output)
	}
	return string(output)
}

// The vendor tree that is made of downloaded modules, with the client laid over it, builds and runs; and so it does after the
// client was replaced in place.
func TestTreesBuild(t *testing.T) {
	dir := setUp(t)
	fromModules(t, dir, dir+"/third")
	err := Overlay(OverlayRequest{Source: dir + "/src", Vendor: dir + "/third", Client: dir + "/client", Module: DefaultClient, Out: dir + "/src/vendor"})
	if err != nil {
		t.Fatal(err)
	}
	cache := t.TempDir()
	if got := goCommand(t, dir, cache, "run", "./cmd/server"); got != "3 generated\n" {
		t.Errorf("the server says %q", got)
	}
	if err := os.WriteFile(dir+"/client/client.go", []byte("package api\n\nconst Generated = \"again\"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := InPlace(dir+"/src", dir+"/client", DefaultClient); err != nil {
		t.Fatal(err)
	}
	if got := goCommand(t, dir, cache, "run", "./cmd/server"); got != "3 again\n" {
		t.Errorf("after the replacement the server says %q", got)
	}
}

// modules.txt agrees with go.mod whatever that says of the client; go list checks it as go build does.
func TestModulesTxtAgrees(t *testing.T) {
	for name, c := range map[string]struct{ line string }{
		"no replace":                {""},
		"replaced by a folder":      {"replace goauthentik.io/api/v3 => ./gen-go-api\n"},
		"one version by a folder":   {"replace goauthentik.io/api/v3 v3.2025120.6 => ./gen-go-api\n"},
		"replaced by a module":      {"replace goauthentik.io/api/v3 => example.org/fork v1.0.0\n"},
		"another version, no match": {"replace goauthentik.io/api/v3 v3.0.0 => ./gen-go-api\n"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := setUp(t)
			goMod, err := os.ReadFile(dir + "/src/go.mod")
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(dir+"/src/go.mod", append(goMod, c.line...), 0o644); err != nil {
				t.Fatal(err)
			}
			fromModules(t, dir, dir+"/third")
			err = Overlay(OverlayRequest{Source: dir + "/src", Vendor: dir + "/third", Client: dir + "/client", Module: DefaultClient, Out: dir + "/src/vendor"})
			if err != nil {
				t.Fatal(err)
			}
			got := goCommand(t, dir, t.TempDir(), "list", "-deps", "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}", "./...")
			want := "example.org/paper\nexample.org/books\ngoauthentik.io/api/v3\ngoauthentik.io/cmd/server\n"
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// The tree is the one that `go mod vendor` makes, the client apart, and is the same each time.
func TestFromModulesIsGoModVendor(t *testing.T) {
	dir := setUp(t)
	fromModules(t, dir, dir+"/first")
	fromModules(t, dir, dir+"/second")
	first, err := manifest.Of(dir + "/first")
	if err != nil {
		t.Fatal(err)
	}
	second, err := manifest.Of(dir + "/second")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(first), string(second)); diff != "" {
		t.Errorf("twice is not the same:\n%s", diff)
	}

	// The plain way: the client replaced by a folder, and the go command.
	write := func(name, content string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	goMod, err := os.ReadFile(dir + "/src/go.mod")
	if err != nil {
		t.Fatal(err)
	}
	write("src/go.mod", string(goMod)+"replace goauthentik.io/api/v3 => ../client\n")
	write("client/go.mod", "module goauthentik.io/api/v3\n\ngo 1.23\n")
	cmd := exec.Command(testenv.Go(t), "mod", "vendor")
	cmd.Dir = filepath.Join(dir, "src")
	cache := t.TempDir()
	cmd.Env = []string{"HOME=" + cache, "GOMODCACHE=" + cache + "/mod", "GOFLAGS=-modcacherw", "GOPROXY=file://" + dir + "/proxy", "GOSUMDB=off", "GOTOOLCHAIN=local", "GOTELEMETRY=off"}
	if output, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go mod vendor: %v\n%s", err, output)
	}
	plain, err := manifest.Of(dir + "/src/vendor")
	if err != nil {
		t.Fatal(err)
	}
	third := func(m []byte) string {
		var kept []string
		for line := range strings.Lines(string(m)) {
			if !strings.Contains(line, DefaultClient) && !strings.HasSuffix(line, "  modules.txt\n") {
				kept = append(kept, line)
			}
		}
		return strings.Join(kept, "")
	}
	if diff := cmp.Diff(third(plain), third(first)); diff != "" {
		t.Errorf("(-go mod vendor +FromModules):\n%s", diff)
	}
}
