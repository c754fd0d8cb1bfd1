// Package releasetable writes the table of releases that the documentation shows, from what was built.
package releasetable

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"akbuild.internal/tools/client/published"
	"golang.org/x/mod/semver"
)

// Row is one release.
type Row struct {
	// Release is the version.
	Release string
	// SchemaSum is the SHA-256 sum of the schema, in hexadecimal.
	SchemaSum string
	// Operations counts the schema's operations.
	Operations int
	// GoGenerator and TSGenerator are the versions of OpenAPI Generator.
	GoGenerator, TSGenerator string
	// Patch says that the Go client needs an option that upstream's configuration lacks.
	Patch bool
	// GoFiles counts the files of the Go client.
	GoFiles int
	// GoDifferent counts those that are not as recorded.
	GoDifferent int
	// TS is how src/ of the TypeScript client differs from the published one.
	TS published.Difference
}

const head = `| release | schema | operations | Go generator | patch needed | Go client | TypeScript generator | TypeScript ` + "`src/`" + ` against npm's |
|---|---|---|---|---|---|---|---|
`

// Markdown is the table, oldest release first.
func Markdown(rows []Row) string {
	rows = slices.Clone(rows)
	slices.SortFunc(rows, func(a, b Row) int {
		return cmp.Or(semver.Compare("v"+a.Release, "v"+b.Release), cmp.Compare(a.Release, b.Release))
	})
	var b strings.Builder
	b.WriteString(head)
	for _, r := range rows {
		patch := "no"
		if r.Patch {
			patch = "yes"
		}
		fmt.Fprintf(&b, "| %s | `%.12s` | %s | %s | %s | %s | %s | %s |\n", r.Release, r.SchemaSum, thousands(r.Operations),
			r.GoGenerator, patch, r.goClient(), r.TSGenerator, r.typeScript())
	}
	return b.String()
}

func (r Row) goClient() string {
	if r.GoDifferent == 0 {
		return fmt.Sprintf("%d files, as recorded", r.GoFiles)
	}
	return fmt.Sprintf("%d files, %d not as recorded", r.GoFiles, r.GoDifferent)
}

func (r Row) typeScript() string {
	d := r.TS
	text := fmt.Sprintf("%d of %d the same", d.Same, d.Same+len(d.Different)+len(d.Missing)+len(d.Extra))
	if n := len(d.Stale); n > 0 {
		text += fmt.Sprintf("; npm's has %d stale", n)
	}
	return text
}

func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// The lines around the table in a document.
const (
	begin = "<!-- the table of releases: ./bazelw run //clients/releases:releases_test -- -update -->\n"
	end   = "<!-- end of the table -->\n"
)

// Insert puts the table between the two lines of a document that say where it belongs.
func Insert(name, document, table string) (string, error) {
	before, rest, ok := strings.Cut(document, begin)
	_, after, closed := strings.Cut(rest, end)
	if !ok || !closed {
		return "", fmt.Errorf("writing the table of releases into %s: it does not have the lines %q and %q, in this order", name, strings.TrimSpace(begin), strings.TrimSpace(end))
	}
	return before + begin + "\n" + table + "\n" + end + after, nil
}
