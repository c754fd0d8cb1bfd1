package tests

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"akbuild.internal/tools/testing/testenv"
)

// sizes is how many bytes the folder of an image has, and how many its layers.
func sizes(t *testing.T, variable string) (size, parts int64) {
	t.Helper()
	layers, err := built(t, variable).Layers()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range layers {
		n, err := l.Size()
		if err != nil {
			t.Fatal(err)
		}
		parts += n
	}
	folder, err := filepath.EvalSymlinks(testenv.Path(t, variable))
	if err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(folder, func(file string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		info, err := os.Stat(file)
		if err == nil {
			size += info.Size()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%s: %.1f MB", variable, float64(size)/1e6)
	return size, parts
}
