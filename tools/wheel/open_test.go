package wheel_test

import (
	"bytes"
	"io/fs"
	"strings"
	"testing"

	"akbuild.internal/tools/wheel"
	"akbuild.internal/tools/wheeltest"
	"github.com/google/go-cmp/cmp"
)

const demo = "demo-1.0-py3-none-any.whl"

// readAll opens a wheel and reads every file, as an installer would.
func readAll(path string) (map[string]string, error) {
	w, err := wheel.Open(path)
	if err != nil {
		return nil, err
	}
	defer w.Close()
	found := map[string]string{}
	for _, f := range w.Files {
		content, err := f.Read()
		if err != nil {
			return nil, err
		}
		found[f.Name] = string(content)
	}
	return found, nil
}

func TestOpenReads(t *testing.T) {
	path := wheeltest.Wheel{Name: demo, Files: map[string]string{"demo/__init__.py": "x = 1\n"}}.Write(t, t.TempDir())
	found, err := readAll(path)
	if err != nil {
		t.Fatal(err)
	}
	if len(found) != 3 || found["demo/__init__.py"] != "x = 1\n" {
		t.Errorf("found %v", found)
	}
}

// Each bad wheel is refused with one sentence that names the wheel and what is wrong with it.
func TestOpenRefuses(t *testing.T) {
	plain := map[string]string{"demo.py": "the bytes of demo\n"}
	flip := func(archive []byte) []byte {
		return bytes.Replace(archive, []byte("the bytes"), []byte("the bites"), 1)
	}
	for name, c := range map[string]struct {
		wheel wheeltest.Wheel
		want  string
	}{
		"climbs":         {wheeltest.Wheel{Files: map[string]string{"../../etc/evil.py": ""}}, `its entry "../../etc/evil.py" leads out of the folder that it would be unpacked to; do not install it`},
		"climbs below":   {wheeltest.Wheel{Files: map[string]string{"demo/../../evil.py": ""}}, `its entry "demo/../../evil.py" leads out of the folder that it would be unpacked to; do not install it`},
		"climbs in data": {wheeltest.Wheel{Files: map[string]string{"demo-1.0.data/scripts/../../evil": ""}}, `its entry "demo-1.0.data/scripts/../../evil" leads out of the folder that it would be unpacked to; do not install it`},
		"absolute":       {wheeltest.Wheel{Files: map[string]string{"/etc/evil.py": ""}}, `its entry "/etc/evil.py" leads out of the folder that it would be unpacked to; do not install it`},
		"backslash":      {wheeltest.Wheel{Files: map[string]string{`..\evil.py`: ""}}, `its entry "..\\evil.py" is no plain path; do not install it`},
		"dot":            {wheeltest.Wheel{Files: map[string]string{"./evil.py": ""}}, `its entry "./evil.py" is no plain path; do not install it`},
		"link":           {wheeltest.Wheel{Files: map[string]string{"demo/link": "/etc/passwd"}, Modes: map[string]fs.FileMode{"demo/link": fs.ModeSymlink | 0o777}}, "its entry demo/link is not a regular file; do not install it"},
		"flipped byte":   {wheeltest.Wheel{Files: plain, Bytes: flip}, "its file demo.py is damaged (checksum error); remove it and fetch it again"},
		"cut off":        {wheeltest.Wheel{Files: plain, Bytes: func(a []byte) []byte { return a[:len(a)/2] }}, "it is no sound archive (not a valid zip file); remove it and fetch it again"},
		"hash differs":   {wheeltest.Wheel{Files: plain, Record: otherHash}, "the bytes of its file demo.py have not the hash that its RECORD says; remove it and fetch it again"},
		"weak hash":      {wheeltest.Wheel{Files: plain, Record: func(r string) string { return strings.ReplaceAll(r, "sha256", "md5") }}, ""},
		"unlisted":       {wheeltest.Wheel{Files: plain, Record: func(r string) string { return without(r, "demo.py") }}, "its RECORD has no hash for its file demo.py; build it anew"},
		"lacks a file":   {wheeltest.Wheel{Files: plain, Record: func(r string) string { return wheel.RecordLine("gone.py", nil) + r }}, "it lacks the file gone.py, which its RECORD names; remove it and fetch it again"},
		"named twice":    {wheeltest.Wheel{Files: plain, Record: func(r string) string { return wheel.RecordLine("demo.py", nil) + r }}, "its RECORD names demo.py twice; build it anew"},
		"no RECORD":      {wheeltest.Wheel{Files: plain, Record: func(string) string { return "" }}, "it has no RECORD, so nothing says which bytes are meant; build it anew"},
		"RECORD of what": {wheeltest.Wheel{Files: plain, Record: func(string) string { return "demo.py\n" }}, "its RECORD has a line of 1 values in place of 3: demo.py; build it anew"},
		"two dist-infos": {wheeltest.Wheel{Files: map[string]string{"other-1.0.dist-info/METADATA": ""}}, "it holds 2 folders named *.dist-info in place of one; remove it and fetch it again"},
	} {
		t.Run(name, func(t *testing.T) {
			c.wheel.Name = demo
			_, err := readAll(c.wheel.Write(t, t.TempDir()))
			switch {
			case name == "weak hash":
				if err == nil || !strings.Contains(err.Error(), "its RECORD has no SHA-2 hash for ") {
					t.Errorf("got %v", err)
				}
			case err == nil || err.Error() != "reading the wheel "+demo+": "+c.want:
				t.Errorf("got  %v\nwant reading the wheel %s: %s", err, demo, c.want)
			}
		})
	}
}

// otherHash gives demo.py the hash of other bytes.
func otherHash(record string) string {
	return wheel.RecordLine("demo.py", []byte("other bytes")) + without(record, "demo.py")
}

// without drops the line of a file.
func without(record, name string) string {
	var kept strings.Builder
	for line := range strings.Lines(record) {
		if !strings.HasPrefix(line, name+",") {
			kept.WriteString(line)
		}
	}
	return kept.String()
}

func TestFilename(t *testing.T) {
	for name, ok := range map[string]bool{
		"demo-1.0-py3-none-any.whl": true, "demo-1.0-1-py3-none-any.whl": true, "demo-1.0.tar.gz": false, "demo.whl": false, "-1.0-py3-none-any.whl": false,
	} {
		if _, err := wheel.ParseFilename(name); (err == nil) != ok {
			t.Errorf("%s: %v", name, err)
		}
	}
	other := wheeltest.Wheel{Name: demo}.Write(t, t.TempDir())
	if _, err := wheel.Open(other); err != nil {
		t.Fatal(err)
	}
}

func TestEntryPoints(t *testing.T) {
	text := "[console_scripts]\nb = demo.cli:main\na=demo:Class.run [extra]\n\n[other]\nx = y:z\n[gui_scripts]\nc = demo:gui\n"
	w, err := wheel.Open(wheeltest.Wheel{Name: demo, Files: map[string]string{"demo-1.0.dist-info/entry_points.txt": text}}.Write(t, t.TempDir()))
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	got, err := w.EntryPoints()
	if err != nil {
		t.Fatal(err)
	}
	want := []wheel.EntryPoint{{Name: "a", Module: "demo", Function: "Class.run"}, {Name: "b", Module: "demo.cli", Function: "main"}, {Name: "c", Module: "demo", Function: "gui"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// A program's name or target becomes part of a file, so it is checked.
func TestEntryPointsRefuse(t *testing.T) {
	for _, line := range []string{"../../evil = demo:main", "a = demo:main()", "a = demo", "a = demo:x\"; import os"} {
		w, err := wheel.Open(wheeltest.Wheel{Name: demo, Files: map[string]string{"demo-1.0.dist-info/entry_points.txt": "[console_scripts]\n" + line}}.Write(t, t.TempDir()))
		if err != nil {
			t.Fatal(err)
		}
		defer w.Close()
		if _, err := w.EntryPoints(); err == nil || !strings.Contains(err.Error(), "its entry_points.txt has the line ") {
			t.Errorf("%s: %v", line, err)
		}
	}
}
