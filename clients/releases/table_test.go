package releases_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"akbuild.internal/tools/base/manifest"
	"akbuild.internal/tools/client/releasetable"
	"akbuild.internal/tools/testing/testenv"
)

var update = flag.Bool("update", false, "write the table of releases into the documents")

var operation = regexp.MustCompile(`(?m)^ +operationId: `)

// The documents show the table of releases as it is: what was built, compared with what npm serves and what is on record.
func TestTableOfReleases(t *testing.T) {
	var rows []releasetable.Row
	for release, is := range releases(t).Releases {
		schema, err := os.ReadFile(testenv.Path(t, "AKBUILD_SCHEMA_"+strings.ReplaceAll(release, ".", "_")))
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(schema)
		files, different := goClient(t, release)
		rows = append(rows, releasetable.Row{
			Release:     release,
			SchemaSum:   hex.EncodeToString(sum[:]),
			Operations:  len(operation.FindAll(schema, -1)),
			GoGenerator: is.Go.Generator,
			Patch:       is.Go.Patch,
			GoFiles:     files,
			GoDifferent: different,
			TSGenerator: is.TypeScript.Generator,
			TS:          compare(t, release, "ts_src", "src/"),
		})
	}
	table := releasetable.Markdown(rows)
	for _, name := range []string{"README.md", filepath.Join("docs", "releases.md")} {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		want, err := releasetable.Insert(name, string(content), table)
		if err != nil {
			t.Fatal(err)
		}
		if workspace := os.Getenv("BUILD_WORKSPACE_DIRECTORY"); *update && workspace != "" {
			if err := os.WriteFile(filepath.Join(workspace, name), []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
		} else if want != string(content) {
			t.Errorf("the table of releases in %s is not current; ./bazelw run //clients/releases:releases_test -- -update writes this:\n%s", name, table)
		}
	}
}

// goClient counts the files of a release's Go client, and those that are not as recorded.
func goClient(t *testing.T, release string) (files, different int) {
	t.Helper()
	dir := filepath.Join("clients", "releases", release)
	got, err := os.ReadFile(filepath.Join(dir, "go_src_upstream.manifest"))
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(filepath.Join(dir, "go_src.manifest"))
	if err != nil {
		t.Fatal(err)
	}
	lines, err := manifest.Compare("go_src.manifest", want, got)
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Count(got, []byte("\n")), len(lines)
}
