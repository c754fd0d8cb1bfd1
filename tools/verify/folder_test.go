package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestFresh(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "new", "folder")
	left := filepath.Join(folder, "left")
	for turn := range 2 {
		remove, err := fresh(folder)
		if err != nil {
			t.Fatalf("turn %d: %v", turn, err)
		}
		if _, err := os.Stat(left); err == nil {
			t.Error("what an earlier run left is still there")
		}
		if turn == 1 {
			remove()
		} else if err := os.WriteFile(left, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := os.Stat(folder); err == nil {
		t.Error("the folder is still there")
	}
}

// TestFreshLeavesOthersAlone: a folder of somebody's is not emptied.
func TestFreshLeavesOthersAlone(t *testing.T) {
	folder := t.TempDir()
	letter := filepath.Join(folder, "letter")
	if err := os.WriteFile(letter, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := fresh(folder); err == nil || !strings.Contains(err.Error(), "it was not made by an earlier run, and holds letter; name a new one with --folder") {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(letter); err != nil {
		t.Error(err)
	}
}
