package contract

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"akbuild.internal/tools/source/substitute"
)

// TestEachLineCanBeKept makes of every contract the smallest tree that keeps it: no fact contradicts another, and none
// passes whatever the tree is.
func TestEachLineCanBeKept(t *testing.T) {
	files, err := filepath.Glob(contracts)
	if err != nil || len(files) == 0 {
		t.Fatalf("found %v, %v", files, err)
	}
	for _, file := range files {
		t.Run(filepath.Base(filepath.Dir(file)), func(t *testing.T) {
			t.Parallel()
			c, err := Read(file)
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			skeleton(t, dir, c)
			report := check(t, dir, file)
			for _, f := range report.Findings {
				t.Errorf("%s:%d: %s", f.File, f.Line, f.Problem)
			}
			empty := check(t, t.TempDir(), file)
			if len(empty.Findings) < len(c.Paths.Files)+len(c.Texts) {
				t.Errorf("an empty tree has %d findings only", len(empty.Findings))
			}
		})
	}
}

// skeleton writes the smallest tree that keeps a contract.
func skeleton(t *testing.T, dir string, c Contract) {
	t.Helper()
	content := map[string]string{}
	for file := range c.Paths.Files {
		content[file] = ""
	}
	for folder := range c.Paths.Folders {
		content[folder+"/.keep"] = ""
	}
	version := c.Line + ".1"
	content["authentik/__init__.py"] = fmt.Sprintf("VERSION = %q\n", version)
	content["internal/constants/VERSION"] = version
	if content["Cargo.toml"] = fmt.Sprintf("version = %q\n", version); c.Paths.Absent["Cargo.toml"] != "" {
		delete(content, "Cargo.toml")
	}
	content["schema.yml"] = fmt.Sprintf("info:\n  version: %s\n", version)
	content["pyproject.toml"] = project(c, version)
	content["go.mod"] = "module " + c.Go.Module + "\n\ngo " + c.Go.Most + "\n\n"
	for _, module := range slices.Sorted(maps.Keys(c.Go.Requires)) {
		major := "v0.0.0"
		if strings.HasSuffix(module, "/v3") {
			major = "v3.0.0"
		}
		content["go.mod"] += "require " + module + " " + major + "\n"
	}
	for _, p := range c.Packages.Python {
		folder := c.Packages.Folder + "/" + p.Folder
		content[folder+"/pyproject.toml"] = inTreeProject(c, p)
		content[folder+"/"+p.Module+"/__init__.py"] = ""
	}
	list, err := substitute.Read(c.List)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list.Substitutions {
		if e.Add != "" {
			continue
		}
		content[e.File] += strings.Repeat(e.Find+"\n", e.Count)
	}
	for _, g := range c.Generators {
		for _, option := range slices.Sorted(maps.Keys(g.Options)) {
			content[g.File] += fmt.Sprintf("%q: %q\n", option, g.Options[option])
		}
	}
	for _, e := range c.Texts {
		content[e.File] += strings.Repeat(e.Text+"\n", e.Count)
	}
	for file, text := range content {
		write(t, dir, file, text)
	}
	if err := os.MkdirAll(filepath.Join(dir, ".github"), 0o755); err != nil {
		t.Fatal(err)
	}
}

func project(c Contract, version string) string {
	var p strings.Builder
	fmt.Fprintf(&p, "[project]\nname = %q\nversion = %q\nrequires-python = %q\ndependencies = %s\n", c.Python.Name, version, c.Python.Requires, array(c.Python.Dependencies))
	fmt.Fprintf(&p, "[build-system]\nrequires = %s\nbuild-backend = %q\n[project.scripts]\n", array(c.Python.BuildRequires), c.Python.BuildBackend)
	for name, script := range c.Python.Scripts {
		fmt.Fprintf(&p, "%s = %q\n", name, script)
	}
	fmt.Fprintf(&p, "[tool.uv]\nno-binary-package = %s\n[tool.uv.sources]\n", array(c.Python.NoBinary))
	for name, source := range c.Python.Sources {
		if url, rev, git := strings.Cut(source, "@"); git {
			fmt.Fprintf(&p, "%s = { git = %q, rev = %q }\n", name, url, rev)
		} else {
			fmt.Fprintf(&p, "%s = { workspace = true }\n", name)
		}
	}
	var members []string
	for _, in := range c.Packages.Python {
		members = append(members, c.Packages.Folder+"/"+in.Folder)
	}
	fmt.Fprintf(&p, "[tool.uv.workspace]\nmembers = %s\n", array(members))
	return p.String()
}

func inTreeProject(c Contract, p Package) string {
	return fmt.Sprintf("[project]\nname = %q\nversion = %q\nrequires-python = \">=3.9,==%s.*\"\ndependencies = %s\n[build-system]\nbuild-backend = %q\n",
		p.Name, p.Version, c.Python.Version, array(slices.Concat(p.Dependencies, p.Pins)), p.BuildBackend)
}

func array(texts []string) string {
	var quoted []string
	for _, text := range texts {
		quoted = append(quoted, fmt.Sprintf("%q", text))
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}
