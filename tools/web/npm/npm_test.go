package npm

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// packed is a package's tarball.
func packed(t *testing.T, files map[string]string) []byte {
	t.Helper()
	var out bytes.Buffer
	zipped := gzip.NewWriter(&out)
	archive := tar.NewWriter(zipped)
	for name, content := range files {
		mode := int64(0o644)
		if strings.HasPrefix(content, "#!") {
			mode = 0o755
		}
		if err := archive.WriteHeader(&tar.Header{Name: name, Size: int64(len(content)), Mode: mode, Typeflag: tar.TypeReg}); err != nil {
			t.Fatal(err)
		}
		if _, err := archive.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(archive.Close(), zipped.Close()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func integrity(content []byte) string {
	sum := sha512.Sum512(content)
	return "sha512-" + base64.StdEncoding.EncodeToString(sum[:])
}

func place(t *testing.T, name, content string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

const hash = "sha512-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=="

func TestLock(t *testing.T) {
	for name, c := range map[string]struct{ lock, wrong string }{
		"good":           {`{"lockfileVersion": 3, "packages": {"": {}, "node_modules/a": {"version": "1.0.0", "integrity": "` + hash + `"}, "packages/w": {}, "node_modules/w": {"link": true, "resolved": "packages/w"}}}`, ""},
		"old format":     {`{"lockfileVersion": 1, "dependencies": {}}`, "its format is version 1"},
		"no JSON":        {`lockfileVersion: 3`, "it is not JSON as npm writes it"},
		"outside":        {`{"lockfileVersion": 3, "packages": {"../node_modules/a": {"version": "1.0.0"}}}`, "does not lie below its folder"},
		"link elsewhere": {`{"lockfileVersion": 3, "packages": {"node_modules/w": {"link": true, "resolved": "/w"}}}`, `leads to "/w"`},
		"no version":     {`{"lockfileVersion": 3, "packages": {"node_modules/a": {}}}`, "has no version"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ReadLock(place(t, "package-lock.json", c.lock))
			if c.wrong == "" && err != nil || c.wrong != "" && (err == nil || !strings.Contains(err.Error(), c.wrong)) {
				t.Errorf("got %v, want %q", err, c.wrong)
			}
		})
	}
}

func TestWanted(t *testing.T) {
	lock := map[string]Package{}
	for key, p := range map[string]Package{
		"node_modules/a":                {Version: "1.0.0"},
		"node_modules/b":                {Version: "1.0.0"},
		"node_modules/a/node_modules/b": {Version: "2.0.0"},
		"node_modules/c/node_modules/b": {Version: "2.0.0"},
		"node_modules/story":            {Version: "1.0.0"},
		"node_modules/@n/darwin":        {Version: "1.0.0", OS: []string{"darwin"}},
		"node_modules/@n/linux":         {Version: "1.0.0", OS: []string{"linux"}, CPU: []string{"x64"}},
		"node_modules/@n/musl":          {Version: "1.0.0", Libc: []string{"musl"}},
		"node_modules/@n/not-arm":       {Version: "1.0.0", CPU: []string{"!arm64"}},
	} {
		p.Key, p.Integrity = key, hash
		p.Name = key[strings.LastIndex(key, "node_modules/")+len("node_modules/"):]
		lock[key] = p
	}
	line := Line{Reaches: map[string][]string{"x": {"a", "b"}, "y": {"@n/darwin", "@n/linux", "@n/musl", "@n/not-arm"}}}
	all, err := Wanted(lock, line, Platform{"linux", "x64", "glibc"})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := specs(all), []string{"@n/linux@1.0.0", "@n/not-arm@1.0.0", "a@1.0.0", "b@1.0.0", "b@2.0.0"}; !slices.Equal(got, want) {
		t.Errorf("wanted %q, not %q", want, got)
	}
	if keys := all[4].Keys; !slices.Equal(keys, []string{"node_modules/a/node_modules/b", "node_modules/c/node_modules/b"}) {
		t.Errorf("b 2.0.0 lies at %q", keys)
	}
	part, err := line.Part("x", all)
	if got := specs(part); err != nil || !slices.Equal(got, []string{"a@1.0.0", "b@1.0.0", "b@2.0.0"}) {
		t.Errorf("part x is %q, %v", got, err)
	}
	if only, err := line.Only([]string{"x"}); err != nil {
		t.Error(err)
	} else if some, err := Wanted(lock, only, Platform{"linux", "x64", "glibc"}); err != nil || !slices.Equal(specs(some), specs(part)) {
		t.Errorf("for part x alone %q are wanted, %v", specs(some), err)
	}
	if _, err := line.Only([]string{"x", "z"}); err == nil || !strings.Contains(err.Error(), "has parts x, y") {
		t.Errorf("an unknown part alone: %v", err)
	}
	if _, err := line.Part("z", all); err == nil || !strings.Contains(err.Error(), "has parts x, y") {
		t.Errorf("an unknown part: %v", err)
	}
	t.Run("a script that nobody has looked at", func(t *testing.T) {
		b := lock["node_modules/b"]
		b.HasInstallScript = true
		lock["node_modules/b"] = b
		_, err := Wanted(lock, line, Platform{"linux", "x64", "glibc"})
		if err == nil || !strings.Contains(err.Error(), "b@1.0.0 has an install script, which is never run, and nobody has said that it works without") {
			t.Errorf("got %v", err)
		}
		line.Scripts = []Script{{Name: "b", Reason: "it prints a banner"}}
		if all, err := Wanted(lock, line, Platform{"linux", "x64", "glibc"}); err != nil || !all[3].InstallScript {
			t.Errorf("got %v, %v", all, err)
		}
	})
}

func TestLayout(t *testing.T) {
	folder, own := t.TempDir(), t.TempDir()
	a := packed(t, map[string]string{"package/package.json": "{}", "package/bin/a": "#!/bin/sh", "package/a.d.ts": "x"})
	if err := errors.Join(os.WriteFile(filepath.Join(folder, "a.tgz"), a, 0o644), os.WriteFile(filepath.Join(own, "package.json"), []byte("own"), 0o644)); err != nil {
		t.Fatal(err)
	}
	sum, err := Package{Integrity: integrity(a)}.SHA512()
	if err != nil {
		t.Fatal(err)
	}
	layout := Layout{
		Folder:   folder,
		Tarballs: []Tarball{{Keys: []string{"node_modules/a", "node_modules/b/node_modules/a"}, Name: "a", Version: "1", File: "a.tgz", Integrity: integrity(a), SHA512: hex.EncodeToString(sum)}},
		Links:    map[string]string{"node_modules/@w/core": "packages/core"},
		Replace:  map[string]string{"@g/api": own},
		Drop:     []string{".d.ts"},
	}
	var one, two bytes.Buffer
	if err := errors.Join(layout.Write(&one), layout.Write(&two)); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(one.Bytes(), two.Bytes()) {
		t.Error("the archive differs from run to run")
	}
	var got []string
	for archive := tar.NewReader(&one); ; {
		header, err := archive.Next()
		if err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		if !header.ModTime.IsZero() && header.ModTime.Unix() != 0 {
			t.Errorf("%s has the time %v", header.Name, header.ModTime)
		}
		got = append(got, header.FileInfo().Mode().String()+" "+header.Name+" "+header.Linkname)
	}
	want := []string{
		"-rw-r--r-- node_modules/@g/api/package.json ", "Lrw-r--r-- node_modules/@w/core ../../packages/core",
		"-rwxr-xr-x node_modules/a/bin/a ", "-rw-r--r-- node_modules/a/package.json ",
		"-rwxr-xr-x node_modules/b/node_modules/a/bin/a ", "-rw-r--r-- node_modules/b/node_modules/a/package.json ",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	t.Run("a tarball with another hash", func(t *testing.T) {
		if err := os.WriteFile(filepath.Join(folder, "a.tgz"), append(a, 0), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := layout.Write(io.Discard); err == nil || !strings.Contains(err.Error(), "does not have the hash that the lock has") {
			t.Errorf("got %v", err)
		}
	})
	t.Run("a file outside of its package", func(t *testing.T) {
		if _, err := unpack(packed(t, map[string]string{"package/../../x": ""}), nil); err == nil || !strings.Contains(err.Error(), "outside of the package") {
			t.Errorf("got %v", err)
		}
	})
}

func TestLine(t *testing.T) {
	for content, wrong := range map[string]string{
		"reaches: {x: [a]}": "",
		"reach: {x: [a]}":   "reach",
		"deviations: [{name: a, locked: '1', used: '2', reason: r}]": "needs either tree, or used and integrity",
		"scripts: [{name: a, reason: r}]":                            "",
		"scripts: [{name: a}]":                                       "the script of \"a\" needs a name and a reason",
		"deviations: [{name: a, locked: '1', tree: a}]":              "needs a name, the locked version and a reason",
		"deviations: [{name: a, locked: '1', tree: a, reason: r}, {name: a, locked: '1', tree: b, reason: r}]": "two deviations are of a@1",
	} {
		_, err := ReadLine(place(t, "line.yaml", content))
		if wrong == "" && err != nil || wrong != "" && (err == nil || !strings.Contains(err.Error(), wrong)) {
			t.Errorf("%s: got %v, want %q", content, err, wrong)
		}
	}
}
