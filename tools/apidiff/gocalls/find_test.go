package gocalls

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"akbuild.internal/tools/base/tree"
	"akbuild.internal/tools/testing/testenv"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// wanted reads the call sites that the comments "want ..." of a tree ask for, as "file:line method".
func wanted(t *testing.T, root string) []string {
	t.Helper()
	files, err := tree.List(root, tree.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var result []string
	for _, f := range files {
		content, err := os.ReadFile(f.Path)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(content), "\n") {
			if _, methods, ok := strings.Cut(line, "// want "); ok {
				for _, m := range strings.Fields(methods) {
					result = append(result, f.Rel+":"+strconv.Itoa(i+1)+" "+m)
				}
			}
		}
	}
	slices.Sort(result)
	return result
}

func found(t *testing.T, r Request) []string {
	t.Helper()
	f, err := Find(r)
	if err != nil {
		t.Fatal(err)
	}
	var result []string
	for _, m := range f.Methods() {
		for _, site := range f.Sites[m] {
			result = append(result, site.String()+" "+m)
		}
	}
	slices.Sort(result)
	return result
}

// unpack writes the files of an archive in testdata to a folder of their own.
func unpack(t *testing.T, name string) string {
	t.Helper()
	archive, err := txtar.ParseFile(filepath.Join("testdata", name+".txtar"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, f := range archive.Files {
		write(t, dir, f.Name, string(f.Data))
	}
	return dir
}

func write(t *testing.T, dir, name, content string) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

func request(t *testing.T) Request {
	t.Helper()
	return Request{
		Source: unpack(t, "tree"), Client: unpack(t, "client"), Vendor: unpack(t, "vendored"), GoRoot: unpack(t, "sdk"),
	}
}

func TestFind(t *testing.T) {
	r := request(t)
	if diff := cmp.Diff(wanted(t, r.Source), found(t, r)); diff != "" {
		t.Errorf("call sites (-want +got):\n%s", diff)
	}
}

// TestRelative says that sites are named below the tree however the tree is named.
func TestRelative(t *testing.T) {
	r := request(t)
	t.Chdir(r.Source)
	r.Source = "."
	if diff := cmp.Diff(wanted(t, r.Source), found(t, r)); diff != "" {
		t.Errorf("call sites (-want +got):\n%s", diff)
	}
}

func TestTags(t *testing.T) {
	r := request(t)
	before := found(t, r)
	r.Tags = []string{"special"}
	got := found(t, r)
	if want := "internal/indirect/tagged.go:11 CoreUsersCreate"; !slices.Contains(got, want) || len(got) != len(before)+1 {
		t.Errorf("with the build tag the call sites are\n%s\nwant %s besides\n%s", got, want, before)
	}
}

// TestAlone says that neither the standard library nor third-party packages need be there where no call needs them.
func TestAlone(t *testing.T) {
	r := request(t)
	r.Vendor, r.GoRoot = "", ""
	if err := os.RemoveAll(filepath.Join(r.Source, "internal", "outside")); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(wanted(t, r.Source), found(t, r)); diff != "" {
		t.Errorf("call sites (-want +got):\n%s", diff)
	}
}

// TestVendored says that the tree's own vendor folder is used.
func TestVendored(t *testing.T) {
	r := request(t)
	if err := os.Rename(r.Vendor, filepath.Join(r.Source, "vendor")); err != nil {
		t.Fatal(err)
	}
	r.Vendor = ""
	if diff := cmp.Diff(wanted(t, r.Source), found(t, r)); diff != "" {
		t.Errorf("call sites (-want +got):\n%s", diff)
	}
}

// TestRealSDK says the same with a whole standard library, which is no small thing to type-check.
func TestRealSDK(t *testing.T) {
	r := request(t)
	r.GoRoot = testenv.Path(t, testenv.GoRoot)
	if diff := cmp.Diff(wanted(t, r.Source), found(t, r)); diff != "" {
		t.Errorf("call sites (-want +got):\n%s", diff)
	}
}

// TestNone says that a tree without callers is no error: releases from 2026.8 on have no Go server.
func TestNone(t *testing.T) {
	r := request(t)
	r.Source = t.TempDir()
	write(t, r.Source, "go.mod", "module goauthentik.io\n")
	write(t, r.Source, "main.go", "package main\n\nfunc main() {}\n")
	if got := found(t, r); len(got) != 0 {
		t.Errorf("found %v in a tree without calls", got)
	}
}
