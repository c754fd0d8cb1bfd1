package wheel_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"akbuild.internal/tools/python/wheel"
	"akbuild.internal/tools/testing/fuzzing"
	"akbuild.internal/tools/testing/wheeltest"
	"github.com/google/go-cmp/cmp"
)

func TestFuzz(t *testing.T) {
	fuzzing.Run(t, 5000, "FuzzRecord", "FuzzEntryPoints", "FuzzMetadata")
	fuzzing.Run(t, 2000, "FuzzWheel")
}

// What a RECORD says can be said again in the same words.
func FuzzRecord(f *testing.F) {
	for _, seed := range []string{
		wheel.RecordLine("demo.py", []byte("x")) + wheel.UnhashedLine("demo-1.0.dist-info/RECORD"),
		wheel.RecordLine(`a "b", c.py`, nil) + wheel.RecordLine("größe\n.py", nil),
		"a,,\r\nb,,\r\n", "a,sha256=,1\n", "a/,,\n", ",,\n", "\"a\n", "a,sha384=" + strings.Repeat("A", 64) + "==,-1\n", "\ufeffa,,\n\n\n", "a,,99999999999999999999\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		entries, err := wheel.ParseRecord(content)
		if err != nil {
			oneLine(t, err)
			return
		}
		var again strings.Builder
		for name := range entries {
			if name == "" || strings.HasSuffix(name, "/") {
				t.Errorf("%q is no file", name)
			}
			again.WriteString(wheel.UnhashedLine(name))
		}
		second, err := wheel.ParseRecord([]byte(again.String()))
		if err != nil {
			t.Fatal(err)
		}
		for name := range entries {
			// A line ending of Windows inside a name is read as one of Unix, so the name may be another the second time.
			if _, same := second[name]; !same && !strings.Contains(name, "\r") {
				t.Errorf("%q is not there the second time", name)
			}
		}
	})
}

// A program's name is that of a file in a folder, and what it calls cannot be anything but names.
func FuzzEntryPoints(f *testing.F) {
	for _, seed := range []string{
		"[console_scripts]\ndemo = demo:main\n[gui_scripts]\ndemo=größe.x:Starte.los [extra]\n", "[console_scripts]\n../x = a:b\n", "[console_scripts]\n\ufeffa = a:b\n",
		"[console_scripts\na\n", "[console_scripts]\r\n; x\r\n a = b:c\r\n", "[console_scripts]\na = a:b\na = a:import\n", "[]\n[ ]\n]", "[console_scripts]\na = \u00aa:\u037a\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		points, err := wheel.ParseEntryPoints(content)
		if err != nil {
			oneLine(t, err)
			return
		}
		for i, p := range points {
			if filepath.Base(p.Name) != p.Name || !filepath.IsLocal(p.Name) || p.Name == "." || strings.ContainsAny(p.Name, "\x00\n\r") {
				t.Errorf("%q can be no program", p.Name)
			}
			if target := p.Module + "." + p.Function; strings.ContainsAny(target, "()[]{}<>=;:,#'\"\\ \t\r\n\x00/-+*") || strings.Contains(target, "..") {
				t.Errorf("%q is no name in Python", target)
			}
			if i > 0 && points[i-1].Name >= p.Name {
				t.Errorf("%q comes after %q", p.Name, points[i-1].Name)
			}
		}
	})
}

// A wheel whose metadata is anything opens, or is refused in one sentence.
func FuzzMetadata(f *testing.F) {
	f.Add([]byte("Wheel-Version: 1.0\nTag: py3-none-any\n"), []byte("Name: demo\nVersion: 1.0\nRequires-Python: >=3\n"), "demo-1.0.dist-info")
	f.Add([]byte("Wheel-Version: 2\n"), []byte(""), "Demo-1.dist-info")
	f.Add([]byte("wheel-version: 1\n\tx\nTag: a\n"), []byte("Name\n"), "demo-v1.0.dist-info")
	f.Add([]byte("Wheel-Version: 1.99999999999999999999\n"), []byte(": \n"), ".dist-info")
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, format, about []byte, info string) {
		if info == "" || strings.HasSuffix(info, "/") || len(info) > 10_000 {
			return
		}
		path := wheeltest.Wheel{Name: demo, Info: info, Files: map[string]string{info + "/WHEEL": string(format), info + "/METADATA": string(about)}}.Write(t, dir)
		w, err := wheel.Open(path)
		if err != nil {
			oneLine(t, err)
			return
		}
		w.Close()
		if len(w.Tags) == 0 || w.DistInfo != info {
			t.Errorf("it has the tags %v and the folder %q", w.Tags, w.DistInfo)
		}
	})
}

// Whatever a file holds, it is a wheel whose files have their hashes and lie inside, or it is refused in one sentence.
func FuzzWheel(f *testing.F) {
	dir := f.TempDir()
	for _, seed := range []wheeltest.Wheel{
		{Files: map[string]string{"demo.py": "x = 1\n"}},
		{Files: map[string]string{"demo-1.0.data/scripts/x": "#!python\n", "../x": "", "demo/": ""}},
		{Files: map[string]string{"demo-1.0.dist-info/entry_points.txt": "[console_scripts]\nx = y:z\n"}},
		{Files: map[string]string{"größe.py": ""}, Bytes: change(8, 8)},
		{Bytes: func(a []byte) []byte { return a[:len(a)-30] }},
		{Bytes: func([]byte) []byte { return []byte("PK\x05\x06" + strings.Repeat("\x00", 18)) }},
	} {
		seed.Name = demo
		content, err := os.ReadFile(seed.Write(f, dir))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(content)
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		path := filepath.Join(dir, demo)
		if err := os.WriteFile(path, content, 0o644); err != nil {
			t.Fatal(err)
		}
		w, err := wheel.Open(path)
		if err != nil {
			oneLine(t, err)
			return
		}
		defer w.Close()
		for _, file := range w.Files {
			if !filepath.IsLocal(file.Name) {
				t.Errorf("%q lies outside", file.Name)
			}
			content, err := file.Read()
			if err != nil {
				oneLine(t, err)
				continue
			}
			if line := wheel.RecordLine(file.Name, content); strings.Contains(file.RecordLine(file.Name), "sha256=") {
				if diff := cmp.Diff(line, file.RecordLine(file.Name)); diff != "" {
					t.Error(diff)
				}
			}
		}
		if _, err := w.EntryPoints(); err != nil {
			oneLine(t, err)
		}
	})
}

// oneLine fails for an error that is more than a sentence.
func oneLine(t *testing.T, err error) {
	t.Helper()
	if text := err.Error(); text == "" || bytes.ContainsAny([]byte(text), "\n\r\x00\x1b") {
		t.Errorf("the error is %q", text)
	}
}
