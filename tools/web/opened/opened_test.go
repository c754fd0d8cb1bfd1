package opened

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestWatch(t *testing.T) {
	root := t.TempDir()
	for _, name := range []string{"read", "left", "below/read", "below/left", "below/program"} {
		file := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte("#!/bin/sh\n"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	w, err := Begin(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, command := range []string{"cat read", "ls below", "stat left below/left", "cat below/read", "below/program"} {
		cmd := exec.Command("sh", "-c", command)
		cmd.Dir = root
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", command, err, out)
		}
	}
	files, err := w.End()
	if got := strings.Join(slices.Sorted(maps.Keys(files)), " "); err != nil || got != "below/program below/read read" {
		t.Errorf("opened were %s, %v", got, err)
	}
}

func TestNoFolder(t *testing.T) {
	if _, err := Begin(filepath.Join(t.TempDir(), "gone")); err == nil {
		t.Error("a folder that is not there is watched")
	}
}
