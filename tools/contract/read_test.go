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
		{"line", `line: "2025.12"`, `line: "2025.10"`, "it is of line 2025.10, so its name has to be 2025.10.yaml"},
		{"no line", `line: "2025.12"`, `line: ""`, "it does not say its line"},
		{"no substitutions", "substitutions: ", "# ", "it does not name the line's substitutions"},
		{"no module", "module: goauthentik.io", `module: ""`, "must all be said"},
		{"expression", `matches: 2025\.12`, `matches: (2025`, "version.matches is no regular expression"},
		{"groups", `VERSION = "(.*)"`, `VERSION = ".*"`, "version.files of authentik/__init__.py has 0 groups"},
		{"contradiction", "Cargo.toml: nothing", "go.mod: nothing", "paths.absent has go.mod, which must be there as well"},
		{"no count", "count: 1", "count: 0", "entry 1 of texts does not say how often its text is in authentik/root/settings.py: count is 0"},
		{"no text", `text: '"guardian.backends.ObjectPermissionBackend"'`, `text: ""`, "entry 1 of texts has to say file, text and why"},
		{"twice", `"django_channels_postgres.layer.PostgresChannelLayer"`, `"guardian.backends.ObjectPermissionBackend"`, "entry 2 of texts is about the same text as entry 1"},
		{"no files", "files: [authentik/lib/default.yml]", "files: []", "entry 5 of watch has to say name, files and why"},
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
			file := filepath.Join(t.TempDir(), "2025.12.yaml")
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
