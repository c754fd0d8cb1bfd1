// Package fakeproxy makes module proxies of folders, for tests.
package fakeproxy

import (
	"archive/zip"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/module"
	"golang.org/x/mod/sumdb/dirhash"
)

// Prepare turns the folder modules below in, where each module is a folder PATH@VERSION, into a module proxy in the folder
// proxy, and puts the modules' hashes into each go.sum that has the line "(sums)".
func Prepare(t testing.TB, in string) {
	t.Helper()
	root := filepath.Join(in, "modules")
	if _, err := os.Stat(root); errors.Is(err, fs.ErrNotExist) {
		return
	}
	proxy := filepath.Join(in, "proxy")
	if err := os.MkdirAll(proxy, 0o755); err != nil {
		t.Fatal(err)
	}
	var sums []string
	err := filepath.WalkDir(root, func(p string, e fs.DirEntry, err error) error {
		if err != nil || !e.IsDir() || !strings.Contains(e.Name(), "@") {
			return err
		}
		rel, err := filepath.Rel(root, p)
		if err != nil {
			return err
		}
		path, version, _ := strings.Cut(filepath.ToSlash(rel), "@")
		lines, err := addModule(proxy, p, module.Version{Path: path, Version: version})
		sums = append(sums, lines...)
		if err != nil {
			return err
		}
		return fs.SkipDir
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(root); err != nil {
		t.Fatal(err)
	}
	fillSums(t, in, strings.Join(sums, ""))
}

func addModule(proxy, dir string, m module.Version) ([]string, error) {
	escaped, err := module.EscapePath(m.Path)
	if err != nil {
		return nil, err
	}
	base := filepath.Join(proxy, filepath.FromSlash(escaped), "@v", m.Version)
	if err := os.MkdirAll(filepath.Dir(base), 0o755); err != nil {
		return nil, err
	}
	mod, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(base+".mod", mod, 0o644); err != nil {
		return nil, err
	}
	if err := os.WriteFile(base+".info", []byte(`{"Version":"`+m.Version+`","Time":"2020-02-02T02:02:02Z"}`), 0o644); err != nil {
		return nil, err
	}
	if err := zipModule(base+".zip", dir, m.String()); err != nil {
		return nil, err
	}
	zipHash, err := dirhash.HashZip(base+".zip", dirhash.Hash1)
	if err != nil {
		return nil, err
	}
	modHash, err := dirhash.Hash1([]string{"go.mod"}, func(string) (io.ReadCloser, error) {
		return os.Open(base + ".mod")
	})
	if err != nil {
		return nil, err
	}
	return []string{
		m.Path + " " + m.Version + " " + zipHash + "\n",
		m.Path + " " + m.Version + "/go.mod " + modHash + "\n",
	}, nil
}

func zipModule(name, dir, prefix string) error {
	out, err := os.Create(name)
	if err != nil {
		return err
	}
	defer out.Close()
	w := zip.NewWriter(out)
	err = filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, p)
		if err != nil {
			return err
		}
		content, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		entry, err := w.Create(prefix + "/" + filepath.ToSlash(rel))
		if err == nil {
			_, err = entry.Write(content)
		}
		return err
	})
	if err != nil {
		return err
	}
	return w.Close()
}

func fillSums(t testing.TB, in, sums string) {
	t.Helper()
	err := filepath.WalkDir(in, func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.Name() != "go.sum" {
			return err
		}
		content, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		return os.WriteFile(p, []byte(strings.Replace(string(content), "(sums)\n", sums, 1)), 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
}
