package ownschema

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPlan(t *testing.T) {
	table, err := ReadTable(filepath.Join("testdata", "table.json"))
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		language, release, generator, schema string
		want                                 Plan
		err                                  string
	}{
		"Go, with the patch":       {"go", "", "", "2025.12.6", Plan{"go", "7.19.0", "2025.12.6", []string{"enumClassPrefix=true", "packageName=api", "patched=true"}}, ""},
		"Go, without":              {"go", "2026.8.3", "", "2025.12.6", Plan{"go", "7.22.0", "2026.8.3", []string{"packageName=api"}}, ""},
		"a schema of no release":   {"go", "", "", "1.0", Plan{"go", "7.22.0", "2026.8.3", []string{"packageName=api"}}, ""},
		"TypeScript":               {"typescript", "2025.12.6", "", "", Plan{"typescript-fetch", "7.21.0", "2025.12.6", []string{"gitRepoId=client-ts"}}, ""},
		"its name":                 {"typescript-fetch", "2025.12.6", "7.22.0", "", Plan{"typescript-fetch", "7.22.0", "2025.12.6", []string{"gitRepoId=client-ts"}}, ""},
		"Rust":                     {"rust", "2025.12.6", "", "", Plan{"rust", "7.19.0", "2025.12.6", []string{"packageName=authentik-client", "packageVersion=2025.12.6"}}, ""},
		"another language":         {"python", "2025.12.6", "", "", Plan{"python", "7.21.0", "2025.12.6", nil}, ""},
		"a release of no pin":      {"go", "2026.8.4", "", "2025.12.6", Plan{}, "looking up release 2026.8.4: it is not pinned; there are 2025.12.6, 2026.8.3"},
		"a generator of no pin":    {"go", "", "7.20.0", "", Plan{}, "looking up openapi-generator 7.20.0: it is not pinned; there are 7.19.0, 7.21.0, 7.22.0, and docs/pins.md says how one is added"},
		"no language of this tool": {"cobol", "2025.12.6", "", "", Plan{"cobol", "7.21.0", "2025.12.6", nil}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := table.Plan(c.language, c.release, c.generator, c.schema)
			if err != nil && err.Error() != c.err || err == nil && c.err != "" {
				t.Errorf("got %v, want %s", err, c.err)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestReadTableFails(t *testing.T) {
	bad := filepath.Join(t.TempDir(), "table.json")
	if err := os.WriteFile(bad, []byte("["), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"/no/such/file": "reading the table of releases /no/such/file: no such file or directory",
		bad:             "reading the table of releases " + bad + ": unexpected end of JSON input",
	} {
		if _, err := ReadTable(name); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}
