package pysite

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"akbuild.internal/tools/testing/wheeltest"
)

const cached = "/__pycache__/a.cpython-313.pyc"

// Every conflict is found before anything is written, and names both wheels and a way out.
func TestConflicts(t *testing.T) {
	point := func(of, name string) map[string]string {
		return map[string]string{of + "-1.0.dist-info/entry_points.txt": "[console_scripts]\n" + name + " = x:y\n"}
	}
	one := func(files ...string) wheeltest.Wheel { return wheelOf("one", set(files)) }
	two := func(files ...string) wheeltest.Wheel { return wheelOf("two", set(files)) }
	for name, c := range map[string]struct {
		wheels []wheeltest.Wheel
		want   string
	}{
		"same file": {
			[]wheeltest.Wheel{one("docs/conf.py"), two("docs/conf.py")},
			`installing two-1.0-py3-none-any.whl: one-1.0-py3-none-any.whl brings the file docs/conf.py too, and one of the two would get the other's; leave it out of one of them, like drop = ["two:docs/conf.py"]`,
		},
		"same file through data": {
			[]wheeltest.Wheel{one("docs/conf.py"), two("two-1.0.data/purelib/docs/conf.py")},
			`installing two-1.0-py3-none-any.whl: one-1.0-py3-none-any.whl brings the file docs/conf.py too, and one of the two would get the other's; leave it out of one of them, like drop = ["two:docs/conf.py"]`,
		},
		"same data": {
			[]wheeltest.Wheel{one("one-1.0.data/data/share/x"), two("two-1.0.data/data/share/x")},
			`installing two-1.0-py3-none-any.whl: one-1.0-py3-none-any.whl brings the file data/share/x too, and one of the two would get the other's; leave it out of one of them, like drop = ["two:data/share/x"]`,
		},
		"header as data": {
			[]wheeltest.Wheel{one("one-1.0.data/headers/x.h"), two("two-1.0.data/data/include/one/x.h")},
			`installing two-1.0-py3-none-any.whl: one-1.0-py3-none-any.whl brings the file data/include/one/x.h too, and one of the two would get the other's; leave it out of one of them, like drop = ["two:data/include/one/x.h"]`,
		},
		"same program": {
			[]wheeltest.Wheel{one("one-1.0.data/scripts/run"), wheelOf("two", point("two", "run"))},
			`installing two-1.0-py3-none-any.whl: one-1.0-py3-none-any.whl brings the file bin/run too, and one of the two would get the other's; leave it out of one of them, like drop = ["two:bin/run"]`,
		},
		"same program twice made": {
			[]wheeltest.Wheel{wheelOf("One.X", point("One.X", "run")), wheelOf("Two_X", point("Two_X", "run"))},
			`installing Two_X-1.0-py3-none-any.whl: One.X-1.0-py3-none-any.whl brings the file bin/run too, and one of the two would get the other's; leave it out of one of them, like drop = ["two-x:bin/run"]`,
		},
		"file, then folder": {
			[]wheeltest.Wheel{one("Docs"), two("Docs/conf.py")},
			`installing two-1.0-py3-none-any.whl: it brings Docs/conf.py, and one-1.0-py3-none-any.whl brings Docs, so that Docs would be a file and a folder; leave one of them out, like drop = ["two:Docs/conf.py"]`,
		},
		"folder, then file": {
			[]wheeltest.Wheel{one("docs/a/b/conf.py"), two("docs/a")},
			`installing two-1.0-py3-none-any.whl: it brings docs/a, and one-1.0-py3-none-any.whl brings docs/a/b/conf.py, so that docs/a would be a file and a folder; leave one of them out, like drop = ["two:docs/a"]`,
		},
		"program, then folder": {
			[]wheeltest.Wheel{wheelOf("one", point("one", "run")), two("two-1.0.data/scripts/run/all")},
			`installing two-1.0-py3-none-any.whl: it brings bin/run/all, and one-1.0-py3-none-any.whl brings bin/run, so that bin/run would be a file and a folder; leave one of them out, like drop = ["two:bin/run/all"]`,
		},
		"data, file and folder": {
			[]wheeltest.Wheel{one("one-1.0.data/data/share"), two("two-1.0.data/data/share/x")},
			`installing two-1.0-py3-none-any.whl: it brings data/share/x, and one-1.0-py3-none-any.whl brings data/share, so that data/share would be a file and a folder; leave one of them out, like drop = ["two:data/share/x"]`,
		},
		"within one wheel": {
			[]wheeltest.Wheel{one("docs", "one-1.0.data/purelib/docs/conf.py")},
			"installing one-1.0-py3-none-any.whl: it brings both docs/conf.py and docs, so that docs would be a file and a folder; build it anew",
		},
		"metadata of another": {
			[]wheeltest.Wheel{one("one-1.0.data/purelib/two-1.0.dist-info/RECORD"), two("two.py")},
			"reading the wheel one-1.0-py3-none-any.whl: its file one-1.0.data/purelib/two-1.0.dist-info/RECORD would be metadata of another distribution than one-1.0.dist-info; build it anew",
		},
		"byte code": {
			[]wheeltest.Wheel{one("p" + cached), two("p/a.py")},
			`installing two-1.0-py3-none-any.whl: its module p/a.py is compiled to p` + cached + `, which is in the way of p` + cached + ` of one-1.0-py3-none-any.whl; leave one of them out, like drop = ["one:p` + cached + `"]`,
		},
		"byte code first": {
			[]wheeltest.Wheel{one("p/a.py"), two("p" + cached)},
			`installing one-1.0-py3-none-any.whl: its module p/a.py is compiled to p` + cached + `, which is in the way of p` + cached + ` of two-1.0-py3-none-any.whl; leave one of them out, like drop = ["two:p` + cached + `"]`,
		},
		"a file for byte code's folder": {
			[]wheeltest.Wheel{one("p/__pycache__"), two("p/a.py")},
			`installing two-1.0-py3-none-any.whl: its module p/a.py is compiled to p` + cached + `, which is in the way of p/__pycache__ of one-1.0-py3-none-any.whl; leave one of them out, like drop = ["one:p/__pycache__"]`,
		},
		"two of one distribution": {
			[]wheeltest.Wheel{wheelOf("one_x", nil), {Name: "One.X-2.0-py3-none-any.whl"}},
			"installing one_x-1.0-py3-none-any.whl: One.X-2.0-py3-none-any.whl is the same distribution; give one of them",
		},
		"kind": {
			[]wheeltest.Wheel{one("one-1.0.data/else/x")},
			"reading the wheel one-1.0-py3-none-any.whl: its file one-1.0.data/else/x is of a kind that PEP 427 does not have; build it anew",
		},
		"no kind": {
			[]wheeltest.Wheel{one("one-1.0.data/scripts")},
			"reading the wheel one-1.0-py3-none-any.whl: its file one-1.0.data/scripts lies in no folder that says what it is, like one-1.0.data/scripts; build it anew",
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			r := request(t, dir, c.wheels...)
			if err := Make(context.Background(), r); err == nil || err.Error() != c.want {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
			if left, _ := os.ReadDir(dir); len(left) > 0 {
				t.Errorf("%d things are left behind", len(left))
			}
		})
	}
}

// set are files without content.
func set(names []string) map[string]string {
	files := map[string]string{}
	for _, name := range names {
		files[name] = ""
	}
	return files
}

// What looks like a conflict and is none.
func TestNoConflicts(t *testing.T) {
	dir := t.TempDir()
	if err := Make(context.Background(), request(t, dir,
		wheelOf("one", set([]string{"docs/a.py", "docs/Conf.py", "x.py", "same", "p" + cached, "p/a.py"})),
		wheelOf("two", set([]string{"docs/b.py", "docs/conf.py", "x/y.py", "two-1.0.data/data/same", "two-1.0.data/scripts/same"}))),
	); err != nil {
		t.Fatal(err)
	}
	if got := names(t, filepath.Join(dir, "site/docs")); got != "Conf.py __pycache__ a.py b.py conf.py" {
		t.Errorf("the folder holds %s", got)
	}
}

// A site beside this one has its files already, and its folders.
func TestBeside(t *testing.T) {
	first := t.TempDir()
	if err := Make(context.Background(), request(t, first, wheelOf("one", set([]string{"same.py", "one-1.0.data/scripts/run/x"})))); err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]string{
		"same.py":                  `installing two-1.0-py3-none-any.whl: one-1.0-py3-none-any.whl brings the file same.py too, and one of the two would get the other's; leave it out of one of them, like drop = ["two:same.py"]`,
		"two-1.0.data/scripts/run": `installing two-1.0-py3-none-any.whl: it brings bin/run, and one-1.0-py3-none-any.whl brings bin/run/x, so that bin/run would be a file and a folder; leave one of them out, like drop = ["two:bin/run"]`,
	} {
		r := request(t, t.TempDir(), wheelOf("two", set([]string{file})))
		r.Beside = []string{filepath.Join(first, "list")}
		if err := Make(context.Background(), r); err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
}

// Outputs that are in the way of each other, or not free, are found first too.
func TestOutputs(t *testing.T) {
	for name, c := range map[string]struct {
		change func(dir string, r *Request)
		want   string
	}{
		"the same":     {func(_ string, r *Request) { r.Scripts = r.Out }, "writing DIR/site: the output DIR/site lies in it, and each must have a place of its own; give another one"},
		"inside":       {func(dir string, r *Request) { r.Data = dir + "/site/data" }, "writing DIR/site: the output DIR/site/data lies in it, and each must have a place of its own; give another one"},
		"list inside":  {func(dir string, r *Request) { r.List = dir + "/bin/list" }, "writing DIR/bin: the output DIR/bin/list lies in it, and each must have a place of its own; give another one"},
		"not free":     {func(dir string, r *Request) { r.Scripts = dir + "/full" }, "writing DIR/full: it exists and is not empty; remove it first: rm -r DIR/full"},
		"list, folder": {func(dir string, r *Request) { r.List = dir + "/full" }, "writing DIR/full: it is a folder, and the list is to be a file; give another place"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.MkdirAll(filepath.Join(dir, "full/of"), fs.ModePerm); err != nil {
				t.Fatal(err)
			}
			r := request(t, dir, full)
			c.change(dir, &r)
			want := replaced(c.want, dir)
			if err := Make(context.Background(), r); err == nil || err.Error() != want {
				t.Errorf("got  %v\nwant %s", err, want)
			}
			if got := names(t, dir); got != "full" {
				t.Errorf("left behind: %s", got)
			}
		})
	}
}
