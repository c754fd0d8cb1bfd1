package pysite

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"akbuild.internal/tools/base/manifest"
	"akbuild.internal/tools/testing/testenv"
	"akbuild.internal/tools/testing/wheeltest"
	"github.com/google/go-cmp/cmp"
)

// request is one that writes below dir.
func request(t *testing.T, dir string, wheels ...wheeltest.Wheel) Request {
	t.Helper()
	in := t.TempDir()
	for _, w := range wheels {
		w.Write(t, in)
	}
	return Request{
		Wheels: []string{in}, Python: testenv.Path(t, testenv.Python),
		Out: filepath.Join(dir, "site"), Scripts: filepath.Join(dir, "bin"), Data: filepath.Join(dir, "data"), List: filepath.Join(dir, "list"),
	}
}

func wheelOf(name string, files map[string]string) wheeltest.Wheel {
	return wheeltest.Wheel{Name: name + "-1.0-py3-none-any.whl", Files: files}
}

// full has a file of every kind that PEP 427 knows.
var full = wheeltest.Wheel{
	Name: "full-1.0-py3-none-any.whl",
	Files: map[string]string{
		"full/__init__.py":                    "def main():\n    import sys\n    print('main', sys.argv[1:])\n    return 3\n",
		"full/tool":                           "#!/bin/sh\n",
		"full-1.0.data/purelib/pure.py":       "",
		"full-1.0.data/platlib/plat.py":       "",
		"full-1.0.data/scripts/script":        "#!python\nimport sys\nprint('script', sys.argv[0].rpartition('/')[2], __name__)\n",
		"full-1.0.data/scripts/shell":         "#!/bin/sh\necho shell\n",
		"full-1.0.data/data/share/man/full.1": "manual\n",
		"full-1.0.data/headers/full.h":        "header\n",
		"full-1.0.dist-info/entry_points.txt": "[console_scripts]\nfull = full:main\n",
		"full-1.0.dist-info/INSTALLER":        "somebody\n",
	},
	Modes: map[string]fs.FileMode{"full/tool": 0o755},
}

func TestMake(t *testing.T) {
	dir := t.TempDir()
	if err := Make(context.Background(), request(t, dir, full)); err != nil {
		t.Fatal(err)
	}
	want := `bin/full	full-1.0-py3-none-any.whl
bin/script	full-1.0-py3-none-any.whl
bin/shell	full-1.0-py3-none-any.whl
data/include/full/full.h	full-1.0-py3-none-any.whl
data/share/man/full.1	full-1.0-py3-none-any.whl
site/full-1.0.dist-info/METADATA	full-1.0-py3-none-any.whl
site/full-1.0.dist-info/WHEEL	full-1.0-py3-none-any.whl
site/full-1.0.dist-info/entry_points.txt	full-1.0-py3-none-any.whl
site/full/__init__.py	full-1.0-py3-none-any.whl
site/full/tool	full-1.0-py3-none-any.whl
site/plat.py	full-1.0-py3-none-any.whl
site/pure.py	full-1.0-py3-none-any.whl
`
	got, err := os.ReadFile(filepath.Join(dir, "list"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Error(diff)
	}
	for name, mode := range map[string]fs.FileMode{
		"site/full/tool": 0o755, "site/pure.py": 0o644, "bin/full": 0o755, "bin/shell": 0o755, "site/full/__pycache__/__init__.cpython-313.pyc": 0o644,
		"site/full-1.0.dist-info/RECORD": 0o644,
	} {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Mode() != mode {
			t.Errorf("%s: %v, %v", name, info, err)
		}
	}
	if content, _ := os.ReadFile(filepath.Join(dir, "site/full-1.0.dist-info/INSTALLER")); string(content) != "akbuild\n" {
		t.Errorf("INSTALLER is %q", content)
	}
}

// The byte code of a distribution does not depend on where it is made, and not on what is installed with it.
func TestByteCode(t *testing.T) {
	one := wheelOf("one", map[string]string{"one.py": "name = 'a string'\nother = 'a string'\nimport os\n\ndef f(x): return {x, 'a string', 'b', 'c'}\n"})
	two := wheelOf("two", map[string]string{"aaa.py": "def f(x): return x.one, 'a string', 'b'\n", "two.py": "name = 'a string'\n"})
	alone, together := t.TempDir(), t.TempDir()
	if err := Make(context.Background(), request(t, alone, one)); err != nil {
		t.Fatal(err)
	}
	if err := Make(context.Background(), request(t, together, two, one)); err != nil {
		t.Fatal(err)
	}
	const name = "site/__pycache__/one.cpython-313.pyc"
	a, err := os.ReadFile(filepath.Join(alone, name))
	if err != nil {
		t.Fatal(err)
	}
	b, _ := os.ReadFile(filepath.Join(together, name))
	if string(a) != string(b) {
		t.Error("the byte code differs")
	}
	// PEP 552: the flags behind the magic number say that it holds a hash, and that nobody checks that.
	if a[4] != 1 || a[5] != 0 {
		t.Errorf("the flags are %v", a[4:8])
	}
	if strings.Contains(string(a), alone) {
		t.Error("the byte code names the folder that it was made in")
	}
}

func TestSameAgain(t *testing.T) {
	var sums []string
	for range 2 {
		dir := t.TempDir()
		if err := Make(context.Background(), request(t, dir, full, wheelOf("other", map[string]string{"other/x.py": "import y\n"}))); err != nil {
			t.Fatal(err)
		}
		sum, err := manifest.Of(dir)
		if err != nil {
			t.Fatal(err)
		}
		sums = append(sums, string(sum))
	}
	if diff := cmp.Diff(sums[0], sums[1]); diff != "" {
		t.Error(diff)
	}
}

func TestRefused(t *testing.T) {
	broken := wheelOf("broken", map[string]string{"broken.py": "x = 1\ndef (:\n"})
	for name, c := range map[string]struct {
		wheels []wheeltest.Wheel
		change func(*Request)
		want   string
	}{
		"does not compile": {
			[]wheeltest.Wheel{broken}, func(r *Request) { r.Strict = true },
			"compiling broken.py, line 2: invalid syntax of broken-1.0-py3-none-any.whl; mend the source",
		},
		"drop form": {
			[]wheeltest.Wheel{full}, func(r *Request) { r.Drop = []string{"full"} },
			`reading what to leave out: "full" is not of the form distribution:path or distribution:folder/**`,
		},
		"drop of no path": {
			[]wheeltest.Wheel{full}, func(r *Request) { r.Drop = []string{"full:a\nb"} },
			`reading what to leave out: "full:a\nb" is not of the form distribution:path or distribution:folder/**`,
		},
		"drop unused": {
			[]wheeltest.Wheel{full}, func(r *Request) { r.Drop = []string{"full:gone/**"} },
			"leaving out full:gone/**: no wheel here brings such a file; remove it from the list of what is left out",
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			r := request(t, dir, c.wheels...)
			if c.change != nil {
				c.change(&r)
			}
			err := Make(context.Background(), r)
			if err == nil || err.Error() != c.want {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
			if left, _ := os.ReadDir(dir); len(left) > 0 {
				t.Errorf("%d things are left behind", len(left))
			}
		})
	}
}

// What does not compile is installed all the same unless that is an error, and what is left out is not in the way.
func TestAllowed(t *testing.T) {
	dir := t.TempDir()
	r := request(t, dir,
		wheelOf("broken", map[string]string{"broken.py": "def (:\n", "fine.py": ""}),
		wheelOf("one", map[string]string{"docs/conf.py": "1", "docs/a/b.py": ""}), wheelOf("two", map[string]string{"docs/conf.py": "2"}))
	r.Drop = []string{"One:docs/**"}
	if err := Make(context.Background(), r); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{
		"site/broken.py": true, "site/__pycache__/broken.cpython-313.pyc": false, "site/__pycache__/fine.cpython-313.pyc": true, "site/docs/a/b.py": false,
	} {
		if _, err := os.Stat(filepath.Join(dir, name)); (err == nil) != want {
			t.Errorf("%s: %v", name, err)
		}
	}
	if content, _ := os.ReadFile(filepath.Join(dir, "site/docs/conf.py")); string(content) != "2" {
		t.Errorf("docs/conf.py holds %q", content)
	}
}

// replaced puts a folder in the place of DIR.
func replaced(text, dir string) string { return strings.ReplaceAll(text, "DIR", dir) }
