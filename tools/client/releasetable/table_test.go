package releasetable

import (
	"strings"
	"testing"

	"akbuild.internal/tools/client/published"
)

func TestMarkdown(t *testing.T) {
	got := Markdown([]Row{
		{Release: "2026.10.0", SchemaSum: "0123456789abcdef", Operations: 1113, GoGenerator: "7.22.0", TSGenerator: "7.22.1", GoFiles: 900, GoDifferent: 2,
			TS: published.Difference{Same: 959, Different: []string{"a"}, Missing: []string{"b"}, Extra: []string{"c"}}},
		{Release: "2026.2.0", SchemaSum: "fedcba9876543210", Operations: 999, GoGenerator: "7.19.0", TSGenerator: "7.21.0", GoFiles: 860, Patch: true,
			TS: published.Difference{Same: 860, Stale: []string{"x"}}},
	})
	want := head +
		"| 2026.2.0 | `fedcba987654` | 999 | 7.19.0 | yes | 860 files, as recorded | 7.21.0 | 860 of 860 the same; npm's has 1 stale |\n" +
		"| 2026.10.0 | `0123456789ab` | 1,113 | 7.22.0 | no | 900 files, 2 not as recorded | 7.22.1 | 959 of 962 the same |\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestInsert(t *testing.T) {
	got, err := Insert("a.md", "# a\n"+begin+"old\n"+end+"rest\n", "new\n")
	if want := "# a\n" + begin + "\nnew\n\n" + end + "rest\n"; err != nil || got != want {
		t.Errorf("got %q, %v; want %q", got, err, want)
	}
	for _, bad := range []string{"", begin, end + begin, "x\n" + end} {
		if _, err := Insert("a.md", bad, "new\n"); err == nil || !strings.Contains(err.Error(), "into a.md: it does not have the lines") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}
