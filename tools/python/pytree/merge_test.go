package pytree

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// folder makes a folder with files that hold nothing.
func folder(t *testing.T, names ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range names {
		write(t, filepath.Join(dir, name), "", 0o644)
	}
	return dir
}

// What two parts of a tree both bring is found before anything is written, and named with both.
func TestConflicts(t *testing.T) {
	home := folder(t, "bin/python3.13", "lib/python3.13/os.py", "share/doc/python")
	a, b := folder(t, "share/x", "demo/all"), folder(t, "share/x/y", "run")
	programs := func(scripts ...string) func(string) error {
		return func(out string) error {
			return Programs{Interpreter: "../python/bin/python3.13", Scripts: scripts, Out: out}.Make()
		}
	}
	interpreter := func(data ...string) func(string) error {
		return func(out string) error {
			return Home{Python: home, Place: "python", Data: data, Out: out}.Make(context.Background())
		}
	}
	other := func(names ...string) string { return folder(t, names...) }
	for name, c := range map[string]struct {
		make func(out string) error
		want string
	}{
		"a program":               {programs(other("run"), b), "making the tree's programs: both FIRST and " + b + " bring run; leave it out of one of them (drop)"},
		"the interpreter":         {programs(other("python")), "making the tree's programs: both the interpreter and FIRST bring python; leave it out of one of them (drop)"},
		"its own name":            {programs(other("python3.13")), "making the tree's programs: both the interpreter and FIRST bring python3.13; leave it out of one of them (drop)"},
		"below the interpreter":   {programs(other("python3/x")), "making the tree's programs: the interpreter brings python3, and FIRST brings python3/x, so that python3 would be a file and a folder; leave one of them out (drop)"},
		"file and folder":         {programs(other("demo"), a), "making the tree's programs: FIRST brings demo, and " + a + " brings demo/all, so that demo would be a file and a folder; leave one of them out (drop)"},
		"standard library":        {interpreter(other("lib/python3.13/os.py")), "making the tree's interpreter: both " + home + " and FIRST bring lib/python3.13/os.py; leave it out of one of them (drop)"},
		"the tree's module":       {interpreter(other("lib/python3.13/site-packages/authentik_tree.py")), "making the tree's interpreter: both the tree and FIRST bring lib/python3.13/site-packages/authentik_tree.py; leave it out of one of them (drop)"},
		"data of two":             {interpreter(other("share/x"), a), "making the tree's interpreter: both FIRST and " + a + " bring share/x; leave it out of one of them (drop)"},
		"data, file and folder":   {interpreter(a, b), "making the tree's interpreter: " + a + " brings share/x, and " + b + " brings share/x/y, so that share/x would be a file and a folder; leave one of them out (drop)"},
		"a folder of the library": {interpreter(other("bin")), "making the tree's interpreter: " + home + " brings bin/python3.13, and FIRST brings bin, so that bin would be a file and a folder; leave one of them out (drop)"},
	} {
		t.Run(name, func(t *testing.T) {
			parent := t.TempDir()
			err := c.make(filepath.Join(parent, "out"))
			if err == nil || !matches(err.Error(), c.want) {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
			if left, _ := os.ReadDir(parent); len(left) > 0 {
				t.Errorf("%d things are left behind", len(left))
			}
		})
	}
}

// matches compares texts of which the second has FIRST for a path.
func matches(got, want string) bool {
	before, after, ok := strings.Cut(want, "FIRST")
	return got == want || ok && strings.HasPrefix(got, before+"/") && strings.HasSuffix(got, after)
}
