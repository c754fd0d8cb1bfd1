package contract

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestRead makes one mistake in the contract of line 2025.12 after the other.
func TestRead(t *testing.T) {
	good, err := os.ReadFile(contract2025)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, from, to, want string }{
		{"key", "texts:", "text:", "no key text is known"},
		{"line", `line: "2025.12"`, `line: "2025.10"`, "it is of line 2025.10, so its folder has to be 2025.10"},
		{"no line", `line: "2025.12"`, `line: ""`, "it does not say its line"},
		{"less", "  scripts:\n", "  less: [flask]\n  scripts:\n", "python.less has flask, which is none of the dependencies"},
		{"more", "  scripts:\n", "  more: [django]\n  scripts:\n", "python.more has django, which is one of the dependencies already"},
		{"no module", "module: goauthentik.io", `module: ""`, "must all be said"},
		{"expression", `matches: 2025\.12`, `matches: (2025`, "version.matches is no regular expression"},
		{"groups", `VERSION = "(.*)"`, `VERSION = ".*"`, "version.files of authentik/__init__.py has 0 groups"},
		{"contradiction", "Cargo.toml: nothing", "go.mod: nothing", "paths.absent has go.mod, which must be there as well"},
		{"no count", "count: 1", "count: 0", "entry 1 of texts does not say how often its text is in authentik/root/settings.py: count is 0"},
		{"no text", `text: '"guardian.backends.ObjectPermissionBackend"'`, `text: ""`, "entry 1 of texts has to say file, text and why"},
		{"twice", `"django_channels_postgres.layer.PostgresChannelLayer"`, `"guardian.backends.ObjectPermissionBackend"`, "entry 2 of texts is about the same text as entry 1"},
		{"no files", "files: [authentik/lib/default.yml]", "files: []", "entry 6 of watch has to say name, files and why"},
		{"not looked at", "{file: authentik/lib/default.yml, text: /certs", "{file: a.yml, text: /certs", "watch path among the defaults knows a text in a.yml, where it does not look"},
		{"not found", `text: 'Path("web/dist"'`, `text: 'Path("dist"'`, `knows "Path(\"dist\"" in authentik/admin/files/backends/static.py, which its pattern does not find`},
		{"no programs", "  folder: cmd\n", "", "go.folder and go.programs go together"},
		{"no options", "    options:\n", "    option:\n", "no key option is known"},
		{"generator", "  - file: scripts/api/ts-config.yaml\n", "  -\n", "entry 1 of generators has to say file, options and why"},
		{"no how", "how: substituted", `how: ""`, "but not how it is no harm"},
		{"package", "      module: guardian\n", "", `the in-tree package "ak-guardian/ak-guardian" has to say folder, name, module, build-backend and why`},
		{"package twice", "- folder: django-postgres-cache", "- folder: ak-guardian", "the in-tree package ak-guardian is there twice"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if !strings.Contains(string(good), c.from) {
				t.Fatalf("the contract does not have %q", c.from)
			}
			file := plantLine(t, t.TempDir(), "2025.12", "{}", "")
			if err := os.WriteFile(file, []byte(strings.Replace(string(good), c.from, c.to, 1)), 0o644); err != nil {
				t.Fatal(err)
			}
			_, err := Read(file)
			if err == nil || !strings.HasPrefix(err.Error(), "reading the source contract "+file+": ") || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want ... %s", err, c.want)
			}
		})
	}
}

// plantLine writes a line, and returns its contract's file.
func plantLine(t *testing.T, folder, line, record, contract string) string {
	t.Helper()
	write(t, folder, line+"/line.json", record)
	write(t, folder, line+"/substitutions.yaml", "")
	write(t, folder, line+"/contract.yaml", contract)
	return filepath.Join(folder, line, "contract.yaml")
}

// TestInherited: a line's contract is read over that of the line that it inherits from.
func TestInherited(t *testing.T) {
	good, err := os.ReadFile(contract2025)
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	base, err := Read(plantLine(t, folder, "2025.12", "{}", string(good)))
	if err != nil {
		t.Fatal(err)
	}
	file := plantLine(t, folder, "2026.2", `{"inherits": "2025.12"}`, `line: "2026.2"
python: {version: "3.14", more: [cachetools], less: [django], sources: {opencontainers: ""}}
paths: {absent: {Cargo.toml: ""}}
texts:
  - {file: lifecycle/ak, text: ">/dev/stderr", count: 0}
  - {file: lifecycle/ak, text: ">&2", count: 1, why: new}
watch:
  - name: use of BASE_DIR
    known: [{file: authentik/a.py, text: 'BASE_DIR / "a"', how: new}]
`)
	c, err := Read(file)
	if err != nil {
		t.Fatal(err)
	}
	if c.Line != "2026.2" || c.Name != file && !strings.HasSuffix(file, c.Name) || c.List != filepath.Join(folder, "2026.2", "substitutions.yaml") || c.Python.Version != "3.14" || c.Python.Requires != base.Python.Requires {
		t.Errorf("it is %s of line %s with %s, Python %s and %s", c.Name, c.Line, c.List, c.Python.Version, c.Python.Requires)
	}
	if has := strings.Join(c.Python.Dependencies, " "); len(c.Python.Dependencies) != len(base.Python.Dependencies) || !strings.Contains(has, " cachetools") || strings.Contains(has, " django ") {
		t.Errorf("the dependencies are %s", has)
	}
	if c.Python.Sources["opencontainers"] != "" || c.Paths.Absent["Cargo.toml"] != "" || len(c.Python.Sources) != len(base.Python.Sources)-1 {
		t.Errorf("it still has %v and %v", c.Python.Sources, c.Paths.Absent)
	}
	if last := c.Texts[len(c.Texts)-1]; last.Text != ">&2" {
		t.Errorf("the last text is %v", last)
	}
	for i, w := range c.Watch {
		if more := len(w.Known) - len(base.Watch[i].Known); (w.Name == "use of BASE_DIR") != (more == 1) {
			t.Errorf("%d more are known of %s", more, w.Name)
		}
	}
	if len(c.Texts) != len(base.Texts) || len(c.Paths.Files) != len(base.Paths.Files) {
		t.Errorf("%d texts and %d files are inherited", len(c.Texts), len(c.Paths.Files))
	}
}

// TestWithoutSubstitutions: a contract beside which no list lies has to name one.
func TestWithoutSubstitutions(t *testing.T) {
	good, err := os.ReadFile(contract2025)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write(t, dir, "my.yaml", string(good))
	if _, err := Read(filepath.Join(dir, "my.yaml")); err == nil || !strings.Contains(err.Error(), "it does not name the line's substitutions") {
		t.Errorf("got %v", err)
	}
}
