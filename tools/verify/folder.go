package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"akbuild.internal/tools/base/tree"
)

// mark is a file of a folder that was made here, without which nothing of it is removed.
const mark = "made-by-verify"

// fresh makes a folder for what is built, from nothing: what an interrupted run left there goes. A folder that has something and
// was not made here is an error. The function that it returns removes the folder.
func fresh(folder string) (remove func(), err error) {
	entries, err := os.ReadDir(folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("reading the folder %s: %w", folder, tree.Reason(err))
	}
	if _, err := os.Lstat(filepath.Join(folder, mark)); err != nil && len(entries) > 0 {
		return nil, fmt.Errorf("emptying the folder %s: it was not made by an earlier run, and holds %s; name a new one with --folder", folder, entries[0].Name())
	}
	if err := os.RemoveAll(folder); err != nil {
		return nil, fmt.Errorf("removing what an earlier run left: %w", err)
	}
	return func() { _ = os.RemoveAll(folder) }, kept(folder)
}

// kept makes a folder, or leaves one that an earlier run kept as it is.
func kept(folder string) error {
	err := os.MkdirAll(folder, 0o755)
	if err == nil {
		err = os.WriteFile(filepath.Join(folder, mark), nil, 0o644)
	}
	if err != nil {
		return fmt.Errorf("making the folder %s: %w", folder, tree.Reason(err))
	}
	return nil
}
