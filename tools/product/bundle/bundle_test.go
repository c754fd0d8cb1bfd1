package bundle

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func write(t *testing.T, file, content string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(content), 0o640); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestParsePart(t *testing.T) {
	for _, test := range []struct{ arg, dest, source, problem string }{
		{arg: "bin/ak=x", dest: "bin/ak", source: "x"},
		{arg: "web=a=b", dest: "web", source: "a=b"},
		{arg: ".=x", dest: ".", source: "x"},
		{arg: "web", problem: "not of the form dest=source"},
		{arg: "web=", problem: "not of the form dest=source"},
		{arg: "../web=x", problem: "not a path inside the bundle"},
		{arg: "/web=x", problem: "not a path inside the bundle"},
		{arg: "a/../../b=x", problem: "not a path inside the bundle"},
		{arg: "..=x", problem: "not a path inside the bundle"},
		{arg: "=x", problem: "not a path inside the bundle"},
	} {
		part, err := ParsePart(test.arg, false)
		switch {
		case test.problem == "" && (err != nil || part.Dest != test.dest || part.Source != test.source):
			t.Errorf("ParsePart(%q) = %+v, %v", test.arg, part, err)
		case test.problem != "" && (err == nil || !strings.Contains(err.Error(), test.problem)):
			t.Errorf("ParsePart(%q): error %v, want one with %q", test.arg, err, test.problem)
		}
	}
}

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	binary := write(t, filepath.Join(dir, "in", "server"), "binary")
	write(t, filepath.Join(dir, "in", "web", "robots.txt"), "robots")
	write(t, filepath.Join(dir, "in", "web", "dist", "index.html"), "index")
	write(t, filepath.Join(dir, "in", "core", "bin", "python"), "python")
	write(t, filepath.Join(dir, "in", "top", "readme"), "read me")
	out := filepath.Join(dir, "out")
	err := Write(out, []Part{
		{Dest: "bin/authentik", Source: binary, Executable: true},
		{Dest: "bin", Source: filepath.Join(dir, "in", "core", "bin"), Executable: true},
		{Dest: "web", Source: filepath.Join(dir, "in", "web")},
		{Dest: ".", Source: filepath.Join(dir, "in", "top")},
	})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	err = filepath.WalkDir(out, func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		rel, _ := filepath.Rel(out, p)
		got = append(got, info.Mode().String()+" "+rel)
		if info.ModTime().Unix() != 1 {
			t.Errorf("%s has the time %s", rel, info.ModTime())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"-rwxr-xr-x bin/authentik", "-rwxr-xr-x bin/python", "-rw-r--r-- readme", "-rw-r--r-- web/dist/index.html", "-rw-r--r-- web/robots.txt"}
	if !slices.Equal(got, want) {
		t.Errorf("the bundle holds %q, want %q", got, want)
	}
}

func TestWriteLeavesNothingOnError(t *testing.T) {
	dir := t.TempDir()
	file := write(t, filepath.Join(dir, "in", "a"), "a")
	for name, test := range map[string]struct {
		parts   []Part
		problem string
	}{
		"two parts with one file": {[]Part{{Dest: "x/a", Source: file}, {Dest: "x", Source: filepath.Dir(file)}}, "both"},
		"missing source":          {[]Part{{Dest: "a", Source: file}, {Dest: "b", Source: filepath.Join(dir, "none")}}, "no such file"},
		"file without a name":     {[]Part{{Dest: ".", Source: file}}, "it is a file, and the bundle is a folder"},
	} {
		t.Run(name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "out")
			if err := Write(out, test.parts); err == nil || !strings.Contains(err.Error(), test.problem) {
				t.Errorf("error %v, want one with %q", err, test.problem)
			}
			left, err := os.ReadDir(filepath.Dir(out))
			if err != nil || len(left) != 0 {
				t.Errorf("left behind: %v, %v", left, err)
			}
		})
	}
}
