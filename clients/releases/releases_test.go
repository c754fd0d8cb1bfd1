// Package releases_test compares what every pinned release's clients are with what is on record, file by file.
package releases_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"akbuild.internal/tools/base/manifest"
	"akbuild.internal/tools/testing/testenv"
)

// table is the part of nix/releases/clients.json that is looked at here.
type table struct {
	Releases map[string]struct {
		Go struct {
			Generator string `json:"generator"`
			Patch     bool   `json:"patch"`
		} `json:"go"`
		TypeScript struct {
			Generator string `json:"generator"`
		} `json:"typescript"`
	} `json:"releases"`
}

func releases(t *testing.T) table {
	t.Helper()
	content, err := os.ReadFile("nix/releases/clients.json")
	if err != nil {
		testenv.Absent(t, "the table of releases is not here: run it with ./bazelw test //clients/releases:releases_test")
	}
	var found table
	if err := json.Unmarshal(content, &found); err != nil {
		t.Fatal(err)
	}
	if len(found.Releases) < 9 {
		t.Fatalf("the table has %d releases", len(found.Releases))
	}
	return found
}

// The Go client of every release has the bytes on record.
func TestGoManifests(t *testing.T) {
	for release := range releases(t).Releases {
		t.Run(release, func(t *testing.T) {
			dir := filepath.Join("clients", "releases", release)
			recorded := filepath.Join(dir, "go_src.manifest")
			want, err := os.ReadFile(recorded)
			if err != nil {
				t.Fatal(err)
			}
			got, err := os.ReadFile(filepath.Join(dir, "go_src_upstream.manifest"))
			if err != nil {
				t.Fatal(err)
			}
			lines, err := manifest.Compare(recorded, want, got)
			if err != nil {
				t.Fatal(err)
			}
			if len(lines) > 0 {
				t.Errorf("the generated client is not the recorded one (./bazelw exec -- tools/update-manifests records it):\n%s", strings.Join(lines, "\n"))
			}
		})
	}
}

// Up to 2025.12 the patch of the Go configuration is needed: it lets models keep properties that the schema does not
// name. It changes most files, and every model that reads JSON stops refusing unknown fields.
func TestPatchIsNeededOnlyUpTo2025(t *testing.T) {
	refuses := func(tree string) int {
		files, err := filepath.Glob(filepath.Join(tree, "model_*.go"))
		if err != nil || len(files) < 100 {
			t.Fatalf("%s holds %d models, %v", tree, len(files), err)
		}
		n := 0
		for _, file := range files {
			content, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(string(content), "DisallowUnknownFields()") {
				n++
			}
		}
		return n
	}
	for release, is := range releases(t).Releases {
		if is.Go.Patch != strings.HasPrefix(release, "2025.") {
			t.Errorf("release %s: patch is %t; upstream's own configuration has the option from 2026.2 on", release, is.Go.Patch)
		}
		if !is.Go.Patch {
			continue
		}
		t.Run(release, func(t *testing.T) {
			dir := filepath.Join("clients", "releases", release)
			patched, err := manifest.Of(filepath.Join(dir, "go_src.go"))
			if err != nil {
				t.Fatal(err)
			}
			upstream, err := os.ReadFile(filepath.Join(dir, "go_src_upstream.manifest"))
			if err != nil {
				t.Fatal(err)
			}
			lines, err := manifest.Compare("upstream", upstream, patched)
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%d files differ with the patch", len(lines))
			if len(lines) < 500 {
				t.Errorf("only %d files differ with the patch", len(lines))
			}
			if with := refuses(filepath.Join(dir, "go_src.go")); with > 20 {
				t.Errorf("%d models still refuse unknown fields with the patch", with)
			}
		})
	}
}
