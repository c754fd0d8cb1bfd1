package goprogram

import (
	"debug/buildinfo"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"akbuild.internal/tools/testing/testenv"
)

const program = `package main

import (
	"net"
	"os/user"

	"example.org/y"
)

func main() {
	print(page, y.Name)
	_, _ = user.Current()
	_, _ = net.LookupHost("localhost")
}
`

// source is a tree with a program that embeds a file of others, imports a vendored module, and looks up names and users, which the C
// library does unless tags say otherwise.
func source(t *testing.T) Request {
	t.Helper()
	dir := t.TempDir()
	for name, content := range map[string]string{
		"src/go.mod":                "module example.org/x\n\ngo 1.25.0\n\nrequire example.org/y v1.0.0\n",
		"src/main.go":               program,
		"src/vendor/stale.txt":      "another vendor folder",
		"vendor/modules.txt":        "# example.org/y v1.0.0\n## explicit; go 1.25\nexample.org/y\n",
		"vendor/example.org/y/y.go": "package y\n\nconst Name = \"y\"\n",
		"dist/page.txt":             "a page",
		"more.go":                   "package main\n\nimport _ \"embed\"\n\n//go:embed dist/page.txt\nvar page string\n",
	} {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return Request{
		Go: testenv.Go(t), Source: filepath.Join(dir, "src"), Vendor: filepath.Join(dir, "vendor"),
		More:    map[string]string{"dist": filepath.Join(dir, "dist"), "more.go": filepath.Join(dir, "more.go")},
		Package: ".", Tags: []string{"netgo", "osusergo"}, FIPS: "latest", Out: filepath.Join(dir, "program"),
	}
}

// TestBuild: the program says how it was built, and twice it is the same bytes.
func TestBuild(t *testing.T) {
	one, two := source(t), source(t)
	var content [2]string
	for i, r := range []Request{one, two} {
		if err := Build(t.Context(), r); err != nil {
			t.Fatal(err)
		}
		bytes, err := os.ReadFile(r.Out)
		if err != nil {
			t.Fatal(err)
		}
		content[i] = string(bytes)
	}
	if content[0] != content[1] {
		t.Error("two builds differ")
	}
	info, err := buildinfo.ReadFile(one.Out)
	if err != nil {
		t.Fatal(err)
	}
	settings := map[string]string{}
	for _, setting := range info.Settings {
		settings[setting.Key] = setting.Value
	}
	if settings["GOFIPS140"] != "latest" || settings["CGO_ENABLED"] != "1" || settings["-trimpath"] != "true" {
		t.Errorf("it says of itself: %v", settings)
	}
}

// TestRefused: what the go command says is in one sentence, and nothing is left.
func TestRefused(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*Request)
		want   string
	}{
		"no such package": {func(r *Request) { r.Package = "./no/such" }, "building ./no/such with the go command: "},
		"needs C":         {func(r *Request) { r.Tags = nil }, "C compiler"},
		"no such file":    {func(r *Request) { r.More["dist"] = "/no/such" }, "laying out the source of .: reading /no/such: "},
	} {
		t.Run(name, func(t *testing.T) {
			r := source(t)
			test.change(&r)
			err := Build(t.Context(), r)
			if err == nil || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("the error is %v, not %q", err, test.want)
			}
			if _, err := os.Stat(r.Out); err == nil {
				t.Error("there is an output")
			}
		})
	}
}
