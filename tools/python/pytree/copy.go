package pytree

import (
	"fmt"
	"os"
	"path/filepath"

	"akbuild.internal/tools/base/tree"
)

// copyFiles copies files and returns the paths of those that can be executed.
func copyFiles(files []tree.File, to string) ([]string, error) {
	if err := tree.Copy(to, "", files); err != nil {
		return nil, err
	}
	var executables []string
	for _, f := range files {
		info, err := os.Stat(f.Path)
		if err != nil {
			return nil, fmt.Errorf("copying %s: %w", f.Path, tree.Reason(err))
		}
		if info.Mode()&0o111 != 0 {
			executables = append(executables, f.Rel)
		}
	}
	return executables, nil
}

// setModes gives everything below root its mode and time, and lets some files be executed.
func setModes(root string, executables []string) error {
	if err := tree.Normalise(root); err != nil {
		return err
	}
	for _, rel := range executables {
		if err := os.Chmod(filepath.Join(root, filepath.FromSlash(rel)), 0o755); err != nil {
			return fmt.Errorf("making %s a program: %w", rel, tree.Reason(err))
		}
	}
	return nil
}
