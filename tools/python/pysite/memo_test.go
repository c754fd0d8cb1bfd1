package pysite

import (
	"testing"

	"akbuild.internal/tools/base/manifest"
	"akbuild.internal/tools/base/memo"
	"github.com/google/go-cmp/cmp"
)

// A persistent worker, which remembers byte code, makes the files that a program makes which runs once: the second time, after
// an edit, and after a file that does not compile.
func TestMemo(t *testing.T) {
	remembered := &memo.Memo{}
	for i, files := range []map[string]string{
		{"a/__init__.py": "x = 1\n", "a/b.py": "y = 1\n", "a/b.c.py": "z = 1\n", "a/[d].py": "w = 1\n"},
		{"a/__init__.py": "x = 1\n", "a/b.py": "y = 1\n", "a/b.c.py": "z = 1\n", "a/[d].py": "w = 1\n"},
		{"a/__init__.py": "x = 1\n", "a/b.py": "y = 2\n", "a/b.c.py": "z = 1\n", "a/other.py": "y = 1\n"},
		{"a/__init__.py": "x = (\n", "a/b.py": "y = 2\n"},
		{"a/__init__.py": "x = 1\n", "a/b.py": "y = 2\n"},
	} {
		var sums []string
		for _, m := range []*memo.Memo{nil, remembered} {
			ctx := t.Context()
			if m != nil {
				m.Next()
				ctx = m.In(ctx)
			}
			dir := t.TempDir()
			if err := Make(ctx, request(t, dir, wheelOf("a", files))); err != nil {
				t.Fatal(err)
			}
			found, err := manifest.Of(dir)
			if err != nil {
				t.Fatal(err)
			}
			sums = append(sums, string(found))
		}
		if diff := cmp.Diff(sums[0], sums[1]); diff != "" {
			t.Errorf("request %d: %s", i, diff)
		}
	}
}
