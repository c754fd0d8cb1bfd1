package main

import (
	"archive/zip"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"akbuild.internal/tools/fakegen"
	"akbuild.internal/tools/golden"
	"akbuild.internal/tools/testenv"
	"golang.org/x/mod/module"
	"golang.org/x/mod/sumdb/dirhash"
)

func TestMain(m *testing.M) {
	fakegen.Main()
	os.Exit(m.Run())
}

// TestGolden runs every folder of testdata; see package golden. The cases are named after the command.
func TestGolden(t *testing.T) {
	suite := golden.Suite{
		Command: func(args []string, stdout, stderr io.Writer) int {
			return run(context.Background(), args, stdout, stderr)
		},
		Var:     variable,
		Prepare: makeProxy,
	}
	suite.Run(t, "testdata")
}

// variable gives the programs that cases name: the real ones, or FAKE, which is this test acting as the generator.
func variable(t *testing.T, name string) string {
	t.Helper()
	switch name {
	case "FAKE":
		exe, err := os.Executable()
		if err != nil {
			t.Fatal(err)
		}
		return exe
	case "JAVA":
		return testenv.Path(t, testenv.Java)
	case "JAR":
		return testenv.Path(t, testenv.Jar)
	case "GO":
		return testenv.Go(t)
	case "GOROOT":
		return testenv.Path(t, testenv.GoRoot)
	case "GAZELLE":
		return testenv.Path(t, testenv.Gazelle)
	}
	t.Fatalf("no variable %s", name)
	return ""
}

// makeProxy turns the folder modules of a case, in which each module is a folder PATH@VERSION, into the folder that `akbuild
// modules` would make, and adds their hashes to each go.sum that has the line "(sums)".
func makeProxy(t *testing.T, in string) {
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
	base := filepath.Join(proxy, filepath.FromSlash(m.Path), "@v", m.Version)
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

func fillSums(t *testing.T, in, sums string) {
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
