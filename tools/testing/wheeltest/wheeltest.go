// Package wheeltest makes small wheels for tests, sound ones and others.
package wheeltest

import (
	"archive/zip"
	"bytes"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"akbuild.internal/tools/python/wheel"
)

// Wheel is a wheel to make.
type Wheel struct {
	// Name is its file name, such as demo-1.0-py3-none-any.whl.
	Name string
	// Files are its files by path; METADATA and WHEEL are added.
	Files map[string]string
	// Info is the folder of the metadata; empty for the one of the name, like demo-1.0.dist-info.
	Info string
	// Modes are the modes of files that are not plain.
	Modes map[string]fs.FileMode
	// Leave are files that are left out, of those that are added.
	Leave []string
	// Record changes the RECORD that would be written; may be nil.
	Record func(record string) string
	// Bytes changes the archive's bytes at the end; may be nil.
	Bytes func(archive []byte) []byte
}

// Write makes the wheel in the folder dir and returns its path. Files are stored, not compressed, so that Bytes finds them.
func (w Wheel) Write(t testing.TB, dir string) string {
	t.Helper()
	name, err := wheel.ParseFilename(w.Name)
	if err != nil {
		t.Fatal(err)
	}
	info := name.Distribution + "-" + name.Version + ".dist-info/"
	if w.Info != "" {
		info = w.Info + "/"
	}
	files := map[string]string{
		info + "METADATA": "Metadata-Version: 2.1\nName: " + name.Distribution + "\nVersion: " + name.Version + "\n",
		info + "WHEEL":    "Wheel-Version: 1.0\nGenerator: wheeltest\nRoot-Is-Purelib: true\nTag: " + name.Tags + "\n",
	}
	for _, name := range w.Leave {
		delete(files, name)
	}
	maps.Copy(files, w.Files)
	var record strings.Builder
	var archive bytes.Buffer
	z := zip.NewWriter(&archive)
	add := func(file, content string) {
		header := &zip.FileHeader{Name: file, Method: zip.Store}
		mode := fs.FileMode(0o644)
		if strings.HasSuffix(file, "/") {
			mode = fs.ModeDir | 0o755
		}
		if m, ok := w.Modes[file]; ok {
			mode = m
		}
		header.SetMode(mode)
		to, err := z.CreateHeader(header)
		if err == nil {
			_, err = to.Write([]byte(content))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, file := range slices.Sorted(maps.Keys(files)) {
		add(file, files[file])
		record.WriteString(wheel.RecordLine(file, []byte(files[file])))
	}
	record.WriteString(wheel.UnhashedLine(info + "RECORD"))
	text := record.String()
	if w.Record != nil {
		text = w.Record(text)
	}
	if text != "" {
		add(info+"RECORD", text)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	content := archive.Bytes()
	if w.Bytes != nil {
		content = w.Bytes(content)
	}
	path := filepath.Join(dir, w.Name)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, content, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}
