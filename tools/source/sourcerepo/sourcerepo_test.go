package sourcerepo

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"akbuild.internal/tools/base/tree"
	"akbuild.internal/tools/testing/testenv"
	"github.com/google/go-cmp/cmp"
)

func plant(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, content := range files {
		full := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		var err error
		if target, link := strings.CutPrefix(content, "-> "); link {
			err = os.Symlink(target, full)
		} else {
			err = os.WriteFile(full, []byte(content), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return root
}

var sdk = map[string]string{"src/fmt/print.go": "package fmt\n"}

// Files are links to where they really lie, so that an edit in a checkout is seen; what a checkout has and a source has not
// is left out. The BUILD files are in the golden cases of cmd/akbuild.
func TestMakeLinks(t *testing.T) {
	elsewhere := plant(t, map[string]string{"real.txt": "x"})
	source := plant(t, map[string]string{
		"go.mod": "module goauthentik.io\n", "cmd/server/main.go": "package main\n\nfunc main() {}\n",
		"cmd/server/main_test.go": "package main\n\nimport \"testing\"\n\nfunc TestMain(*testing.M) {}\n",
		"linked.txt":              "-> " + elsewhere + "/real.txt", "gone.txt": "-> nowhere", "bazel-out": "-> nowhere/either",
		"gen-go-api/client.go": "package api\n", "web/node_modules/a/b.js": "", "cmd/server/target/kept.txt": "", "target/debug/x": "",
	})
	out := filepath.Join(t.TempDir(), "out")
	var warnings strings.Builder
	err := Make(context.Background(), Request{
		Tree: source, Vendor: plant(t, map[string]string{"modules.txt": "# what is vendored\n"}), Gazelle: testenv.Path(t, testenv.Gazelle),
		GoRoot: plant(t, sdk), Naming: "import", Out: out, Warnings: &warnings,
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"go.mod": source + "/go.mod", "linked.txt": elsewhere + "/real.txt", "cmd/server/target/kept.txt": source + "/cmd/server/target/kept.txt",
		"cmd/server/main.go": source + "/cmd/server/main.go",
	} {
		if got, err := os.Readlink(filepath.Join(out, name)); err != nil || got != want {
			t.Errorf("%s leads to %s, %v; want %s", name, got, err, want)
		}
	}
	if file, err := os.Lstat(filepath.Join(out, "vendor/modules.txt")); err != nil || !file.Mode().IsRegular() {
		t.Errorf("vendor/modules.txt is no copy: %v, %v", file, err)
	}
	for _, name := range []string{"gone.txt", "bazel-out", "gen-go-api", "web", "target", "MODULE.bazel"} {
		if _, err := os.Lstat(filepath.Join(out, name)); err == nil {
			t.Errorf("%s is there", name)
		}
	}
	build, err := os.ReadFile(filepath.Join(out, "BUILD.bazel"))
	if want := "    name = \"go_tests\",\n    testonly = True,\n    srcs = [\n        \"//cmd/server:server_test\",\n    ],\n"; err != nil || !strings.Contains(string(build), want) {
		t.Errorf("the file at the top is %s, %v; want %s", build, err, want)
	}
	if want := "akbuild source: leaving out the link " + source + "/gone.txt, which leads nowhere\n"; warnings.String() != want {
		t.Errorf("warnings: %q, want %q", warnings.String(), want)
	}
}

// The list is made of the SDK itself: a new package of the next Go version is in it.
func TestStandardPackages(t *testing.T) {
	got, err := StandardPackages(testenv.Path(t, testenv.GoRoot))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{"fmt", "crypto/hkdf", "testing/synctest", "weak", "net/http/httptest"} {
		if !slices.Contains(got, p) {
			t.Errorf("%s is missing", p)
		}
	}
	for _, p := range got {
		if strings.Contains(p, "internal") || strings.HasPrefix(p, "cmd/") || strings.Contains(p, "vendor") {
			t.Errorf("%s can be imported by nobody", p)
		}
	}
}

func TestWithoutGo(t *testing.T) {
	for name, c := range map[string]struct{ files, want []string }{
		"topmost":         {[]string{"a/b/c.txt", "a/b/d/e.txt", "x/x.go"}, []string{"a"}},
		"beside Go":       {[]string{"a/b/c.txt", "a/x/x.go"}, []string{"a/b"}},
		"under Go":        {[]string{"a/x.go", "a/static/deep/c.txt"}, nil},
		"all under Go":    {[]string{"x.go", "a/b.txt"}, nil},
		"nothing but Go":  {[]string{"a/x.go"}, nil},
		"similar to path": {[]string{"a/x.go", "ab/c.txt"}, []string{"ab"}},
	} {
		t.Run(name, func(t *testing.T) {
			var files []tree.File
			for _, rel := range c.files {
				files = append(files, tree.File{Rel: rel})
			}
			if diff := cmp.Diff(c.want, withoutGo(files), cmp.Transformer("", func(s []string) string { return strings.Join(s, " ") })); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// The Go side of a tree is what lies in and below the folders of its Go packages, and at the top; Python has its own.
func TestGoSide(t *testing.T) {
	var files []tree.File
	for _, rel := range []string{
		"go.mod", "pyproject.toml", "manage.py", "authentik/lib/config.go", "authentik/lib/config.py", "authentik/lib/default.yml",
		"authentik/core/models.py", "authentik/core/templates/a.html", "web/static.go", "web/dist/deep/a.svg", "blueprints/a.yaml",
	} {
		files = append(files, tree.File{Rel: rel})
	}
	var got []string
	for _, f := range goSide(files) {
		got = append(got, f.Rel)
	}
	want := []string{"go.mod", "pyproject.toml", "authentik/lib/config.go", "authentik/lib/default.yml", "web/static.go", "web/dist/deep/a.svg"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// What the repository depends on: listings where files may appear, contents that imports come from, and of copied files all.
func TestWatchList(t *testing.T) {
	for copied, want := range map[bool]string{
		false: "file go.mod\nfile go.sum\nfile lib/lib.go\nfolder .\nfolder lib\nfolder web\nfolder web/dist\nwhole cmd\n",
		true:  "file go.mod\nfile go.sum\nfile lib/lib.go\nfile web/dist/a.svg\nfolder .\nfolder lib\nfolder web\nfolder web/dist\nwhole cmd\n",
	} {
		l := layout{Request: Request{Copy: copied, Schema: "/elsewhere/schema.yml", WatchList: filepath.Join(t.TempDir(), "watch.txt")}}
		for _, rel := range []string{"go.mod", "go.sum", "cmd/main.go", "cmd/deep/main.go", "lib/lib.go", "web/dist/a.svg"} {
			l.source = append(l.source, tree.File{Rel: rel, Path: "/tree/" + rel})
		}
		l.source = append(l.source, tree.File{Rel: schemaName, Path: "/elsewhere/schema.yml"})
		if err := l.writeWatchList(); err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(l.WatchList)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, string(got)); diff != "" {
			t.Errorf("copied %v: %s", copied, diff)
		}
	}
}

// What the server's entries replace and add is written into the repository, where gazelle sees it; an edit of the original is watched.
func TestSubstitutedSource(t *testing.T) {
	source := plant(t, map[string]string{
		"go.mod": "module goauthentik.io\n", "internal/web/static.go": "package web\n\nconst dir = \"./web\"\n",
		"internal/web/other.go": "package web\n", "authentik/lib/default.yml": "data: ./data\n", "authentik/lib/config.go": "package lib\n",
	})
	lists := plant(t, map[string]string{"installed.go": "package installed\n", "list.yaml": `substitutions:
  - {file: manage.py, find: x, count: 1, replace: y, why: of the core alone}
  - {file: authentik/lib/default.yml, parts: [core, server], find: ./data, count: 1, replace: /data, why: of both}
  - {file: internal/installed/installed.go, parts: [server], add: installed.go, why: in addition}
  - {file: internal/web/static.go, parts: [server], find: package web, count: 1, replace: package web; import _ "goauthentik.io/internal/installed", why: import}
`})
	for _, copied := range []bool{false, true} {
		out := filepath.Join(t.TempDir(), "out")
		err := Make(context.Background(), Request{
			Tree: source, Vendor: plant(t, map[string]string{"modules.txt": ""}), Gazelle: testenv.Path(t, testenv.Gazelle), Copy: copied,
			GoRoot: plant(t, sdk), Naming: "import", Out: out, Warnings: &strings.Builder{}, Substitutions: lists + "/list.yaml",
		})
		if err != nil {
			t.Fatal(err)
		}
		for name, want := range map[string]string{
			out + "/authentik/lib/default.yml":       "data: /data\n",
			out + "/internal/installed/installed.go": "package installed\n",
			out + "/internal/web/static.go":          "package web; import _ \"goauthentik.io/internal/installed\"\n\nconst dir = \"./web\"\n",
			source + "/internal/web/static.go":       "package web\n\nconst dir = \"./web\"\n",
			out + "/internal/web/BUILD.bazel":        "\"//internal/installed\"",
			out + "/internal/installed/BUILD.bazel":  "importpath = \"goauthentik.io/internal/installed\"",
			out + "/BUILD.bazel":                     "//internal/installed:tree_files",
		} {
			content, err := os.ReadFile(name)
			if err != nil || !strings.Contains(string(content), want) {
				t.Errorf("copied %v: %s is %q, %v; want %q", copied, name, content, err, want)
			}
		}
	}
	err := Make(context.Background(), Request{
		Tree: plant(t, map[string]string{"go.mod": "module goauthentik.io\n", "authentik/lib/default.yml": "data: ./data\n"}), Out: filepath.Join(t.TempDir(), "out"),
		Vendor: plant(t, map[string]string{"modules.txt": ""}), GoRoot: plant(t, sdk), Substitutions: plant(t, map[string]string{
			"list.yaml": "substitutions:\n  - {file: authentik/lib/default.yml, parts: [server], find: ./data, count: 1, replace: /data, why: x}\n",
		}) + "/list.yaml",
	})
	if want := "authentik/lib/default.yml: it is no file of the source's Go side"; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("the error is %v, want %q", err, want)
	}
}
