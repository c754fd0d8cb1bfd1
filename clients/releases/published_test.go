package releases_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"akbuild.internal/tools/client/published"
	"akbuild.internal/tools/testing/testenv"
)

// npm is the package that npm serves of a release.
func npm(t *testing.T, release string) *published.Package {
	t.Helper()
	p, err := published.Read(testenv.Path(t, "AKBUILD_PUBLISHED_"+strings.ReplaceAll(release, ".", "_")))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// compare compares a part of a built target with npm's package.
func compare(t *testing.T, release, target, prefix string) published.Difference {
	t.Helper()
	sums, err := os.ReadFile(filepath.Join("clients", "releases", release, target+".manifest"))
	if err != nil {
		t.Fatal(err)
	}
	d, err := npm(t, release).Compare(prefix, sums)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// The sources of every release's TypeScript client are those that npm serves, file by file.
func TestTypeScriptSources(t *testing.T) {
	for release := range releases(t).Releases {
		t.Run(release, func(t *testing.T) {
			d := compare(t, release, "ts_src", "src/")
			if !d.None() {
				t.Errorf("src/ is not what npm serves of %s:\n%s", release, d)
			}
			if d.Same < 800 {
				t.Errorf("only %d files were compared", d.Same)
			}
			if len(d.Stale) > 0 {
				t.Logf("%d files of npm's package are of no generation of this release:\n%s", len(d.Stale), d)
			}
		})
	}
}

// So are package.json and what is compiled, of the releases that are compiled for this test.
func TestTypeScriptPackages(t *testing.T) {
	compiled, err := filepath.Glob(filepath.Join("clients", "releases", "*", "ts_api.manifest"))
	if err != nil || len(compiled) < 2 {
		t.Fatalf("found the packages %q, %v", compiled, err)
	}
	for _, manifest := range compiled {
		release := filepath.Base(filepath.Dir(manifest))
		t.Run(release, func(t *testing.T) {
			if d := compare(t, release, "ts_api", "package.json"); !d.None() || d.Same != 1 {
				t.Errorf("package.json is not what npm serves of %s:\n%s", release, d)
			}
			d := compare(t, release, "ts_api", "dist/")
			if want := unpublished(t, release); !slices.Equal(d.Extra, want) {
				t.Errorf("npm's package of %s lacks %q, and docs/releases.md says %q", release, d.Extra, want)
			}
			if d.Extra = nil; !d.None() {
				t.Errorf("dist/ is not what npm serves of %s:\n%s", release, d)
			}
			if d.Same < 6000 {
				t.Errorf("only %d files were compared", d.Same)
			}
			t.Logf("%d files are the same", d.Same)
		})
	}
}

// unpublished are files that a release's package lacks at npm. Upstream's repository carried the compiler's notes of an
// earlier run (tsconfig.tsbuildinfo) up to 2026.2, and a compiler with notes does not write again what they say is written.
func unpublished(t *testing.T, release string) []string {
	t.Helper()
	published := npm(t, release)
	if !published.Has("tsconfig.tsbuildinfo") {
		return nil
	}
	var files []string
	for _, folder := range []string{"apis/", "", "models/"} {
		for _, suffix := range []string{".d.ts", ".js", ".js.map"} {
			if file := "dist/" + folder + "index" + suffix; !published.Has(file) {
				files = append(files, file)
			}
		}
	}
	return files
}
