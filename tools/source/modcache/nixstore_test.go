package modcache

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"akbuild.internal/tools/base/nixstore"
)

// TestMain is also the program nix-store of these tests: a store that is a folder. //nix/tests has the real one.
func TestMain(m *testing.M) {
	if filepath.Base(os.Args[0]) != "nix-store" {
		os.Exit(m.Run())
	}
	switch os.Args[1] {
	case "--check-validity":
		for _, path := range os.Args[3:] {
			if _, err := os.Stat(path); err != nil {
				fmt.Println(path)
			}
		}
	case "--add-fixed":
		for _, name := range os.Args[3:] {
			sha, err := sha256Of(name)
			if err != nil {
				panic(err)
			}
			path := nixstore.FilePath(filepath.Base(name), sha)
			if content, err := os.ReadFile(name); err != nil || os.WriteFile(path, content, 0o444) != nil {
				panic(err)
			}
			fmt.Println(path)
		}
	}
	os.Exit(0)
}

// fakeStore puts that program on PATH, with an empty store.
func fakeStore(t *testing.T) (store string) {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	bin := t.TempDir()
	if err := os.Symlink(exe, filepath.Join(bin, "nix-store")); err != nil {
		t.Fatal(err)
	}
	store = t.TempDir()
	t.Setenv("PATH", bin+":"+os.Getenv("PATH"))
	t.Setenv("NIX_STORE_DIR", store)
	return store
}
