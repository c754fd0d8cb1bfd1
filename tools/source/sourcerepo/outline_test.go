package sourcerepo

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const outlinedGo = "//go:build linux\n\npackage web\n\nimport \"embed\"\n\n//go:embed page.html\nvar page embed.FS\n\nfunc f() int { return 1 }\n"

// An edit changes the outline when it changes the layout, and only then.
func TestOutline(t *testing.T) {
	for name, c := range map[string]struct {
		file, find, replace string
		copied, changes     bool
	}{
		"a function":            {file: "web/web.go", find: "return 1", replace: "return 2"},
		"a function, copied":    {file: "web/web.go", find: "return 1", replace: "return 2", copied: true, changes: true},
		"an import":             {file: "web/web.go", find: `"embed"`, replace: "(\n\t\"embed\"\n\t\"os\"\n)", changes: true},
		"what is embedded":      {file: "web/web.go", find: "page.html", replace: "other.html", changes: true},
		"a build constraint":    {file: "web/web.go", find: "linux", replace: "darwin", changes: true},
		"a package's name":      {file: "web/web.go", find: "package web", replace: "package site", changes: true},
		"an import's end":       {file: "web/web.go", find: "import \"embed\"", replace: "import \"embed", changes: true},
		"a new Go file":         {file: "web/new.go", replace: "package web\n", changes: true},
		"a new page":            {file: "web/new.html", changes: true},
		"a page":                {file: "web/page.html", find: "one", replace: "two"},
		"a page, copied":        {file: "web/page.html", find: "one", replace: "two", copied: true, changes: true},
		"go.mod":                {file: "go.mod", find: "goauthentik.io", replace: "example.com", changes: true},
		"a substituted file":    {file: "lib/default.yml", find: "more", replace: "less", changes: true},
		"a list":                {file: "list.yaml", find: "replace: /data", replace: "replace: /other", changes: true},
		"a Python file":         {file: "lib/config.py", find: "1", replace: "2"},
		"a file of no Go":       {file: "doc/page.md", replace: "text"},
		"a given schema":        {file: "schema.json", find: "{}", replace: "[]"},
		"a function of no name": {file: "cmd/main.go", find: "func main() {}", replace: "func main() { _ = func() {} }"},
	} {
		t.Run(name, func(t *testing.T) {
			root := plant(t, map[string]string{
				"go.mod": "module goauthentik.io\n", "web/web.go": outlinedGo, "web/page.html": "one", "cmd/main.go": "package main\n\nfunc main() {}\n",
				"lib/config.go": "package lib\n", "lib/config.py": "x = 1\n", "lib/default.yml": "data: ./data\nmore: true\n", "doc/page.md": "",
				"list.yaml":   "substitutions:\n  - {file: lib/default.yml, parts: [server], find: ./data, count: 1, replace: /data, why: of both}\n",
				"schema.json": "{}",
			})
			outline := func() string {
				out := filepath.Join(t.TempDir(), "outline.txt")
				err := Outline(Request{Tree: root, Substitutions: root + "/list.yaml", Schema: root + "/schema.json", Copy: c.copied, Out: out, Warnings: &strings.Builder{}})
				if err != nil {
					t.Fatal(err)
				}
				content, err := os.ReadFile(out)
				if err != nil {
					t.Fatal(err)
				}
				return string(content)
			}
			before := outline()
			file := filepath.Join(root, c.file)
			content, err := os.ReadFile(file)
			if c.find != "" && (err != nil || !strings.Contains(string(content), c.find)) {
				t.Fatalf("%s holds no %q: %v", c.file, c.find, err)
			}
			edited := c.replace
			if c.find != "" {
				edited = strings.Replace(string(content), c.find, c.replace, 1)
			}
			if err := os.WriteFile(file, []byte(edited), 0o644); err != nil {
				t.Fatal(err)
			}
			if after := outline(); (after != before) != c.changes {
				t.Errorf("changed: %v\n%s\n%s", after != before, before, after)
			}
		})
	}
}
