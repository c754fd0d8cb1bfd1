package pysite

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"akbuild.internal/tools/python/pytag"
	"akbuild.internal/tools/testing/fuzzing"
)

func TestFuzz(t *testing.T) { fuzzing.Run(t, 2000, "FuzzInstall") }

// What was planned can be written, all of it inside the folders that are given: whatever the files of two wheels and their
// entry points are called.
func FuzzInstall(f *testing.F) {
	for _, seed := range [][4]string{
		{"one.py", "one/a.py", "two.py", "[console_scripts]\nx = y:z\n"},
		{"one-1.0.data/scripts/x", "one/__pycache__/a.cpython-313.pyc", "one/a.py", "[gui_scripts]\nx = y:z\n"},
		{"one-1.0.data/purelib/a", "a/b", "One-1.0.data/data/c", ""},
		{"one-1.0.data/purelib/one-1.0.dist-info/RECORD", "one-1.0.dist-info/INSTALLER/x", "two-1.0.data/data/../../x", ""},
		{"one-1.0.data/scripts/x-script.py", "a/__pycache__", "a/b.py", "[console_scripts]\nx = y:z\nx/y = a:b\n"},
		{"one-1.0.data/headers/x", "x/y/z", "two-1.0.data/data/include/one/x/y", "[console_scripts]\n.. = y:z\n"},
		{"/x", "a//b", "./c", "[console_scripts]\n/etc = y:z\n"},
	} {
		f.Add(seed[0], seed[1], seed[2], seed[3], "")
	}
	f.Add("demo.py", "a/b", "c", "", "one:demo.py")
	f.Add("demo.py", "1", ".", "", "")
	f.Add("demo.py", "a/b", "c", "", "one:d\x04\x00o.py")
	root := f.TempDir()
	f.Fuzz(func(t *testing.T, first, second, third, points, drop string) {
		if len(first)+len(second)+len(third) > 10_000 {
			return // no archive can say such a name
		}
		dir, err := os.MkdirTemp(root, "x")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(dir)
		var wheels []string
		for name, files := range map[string][]string{"one": {first, second}, "two": {third}} {
			w := wheelOf(name, map[string]string{name + "-1.0.dist-info/entry_points.txt": points})
			for _, file := range files {
				if file != "" && !strings.HasSuffix(file, "/") {
					w.Files[file] = "#!python\n"
				}
			}
			wheels = append(wheels, w.Write(t, filepath.Join(dir, "wheels")))
		}
		p := &plan{interpreter: pytag.Interpreter{Implementation: "cpython", Version: "3.13.5", Major: 3, Minor: 13, CacheTag: "cpython-313", Platform: "linux_x86_64"}}
		defer p.close()
		r := Request{}
		if drop != "" {
			r.Drop = []string{drop}
		}
		before := paths(t, dir)
		if err := p.make(r, wheels); err != nil {
			if strings.ContainsAny(err.Error(), "\n\r\x00") {
				t.Errorf("the error is %q", err)
			}
			return
		}
		folders := map[string]string{}
		for _, place := range []string{inSite, inScripts, inData} {
			folders[place] = filepath.Join(dir, place)
			if err := os.Mkdir(folders[place], 0o755); err != nil {
				t.Fatal(err)
			}
		}
		write := &target{folders: folders}
		if err := p.unpack(write); err != nil {
			t.Fatalf("what was planned cannot be written: %v", err)
		}
		for _, w := range p.wheels {
			for _, file := range w.files {
				if place, ok := p.byteCode(file.place); ok {
					compile(t, write.path(place))
				}
			}
		}
		if err := p.record(write); err != nil {
			t.Fatalf("what was planned cannot be recorded: %v", err)
		}
		for path := range paths(t, dir) {
			place, _, _ := strings.Cut(path, "/")
			if _, ours := folders[place]; !ours && !before[path] {
				t.Errorf("%s was written", path)
			}
		}
	})
}

// compile writes something where byte code would be.
func compile(t *testing.T, path string) {
	t.Helper()
	err := os.MkdirAll(filepath.Dir(path), 0o755)
	if err == nil {
		err = os.WriteFile(path, []byte("compiled"), 0o644)
	}
	if err != nil {
		t.Errorf("what was planned cannot be compiled: %v", err)
	}
}

// paths are those of all files below a folder.
func paths(t *testing.T, dir string) map[string]bool {
	t.Helper()
	found := map[string]bool{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		found[filepath.ToSlash(rel)] = true
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
