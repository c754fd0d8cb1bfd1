package vendoring

import (
	"fmt"
	"os"
	"path/filepath"

	"akbuild.internal/tools/base/stage"
	"akbuild.internal/tools/base/tree"
)

// InPlace replaces the client's packages in the vendor tree of source and touches nothing else. Their folder must be there:
// a source tree that does not vendor the client would go on using something else.
func InPlace(source, client, module string) error {
	vendor := filepath.Join(source, "vendor")
	modules, err := readModulesTxt(vendor)
	if err != nil {
		return err
	}
	generated, err := readClient(client)
	if err != nil {
		return err
	}
	own := modules.own(module)
	if err := own.check(generated); err != nil {
		return err
	}
	place := filepath.Join(vendor, filepath.FromSlash(module))
	if info, err := os.Lstat(place); err != nil {
		return fmt.Errorf("replacing %s: %w; the source does not vendor the API client, see that its go.mod requires %s", place, tree.Reason(err), module)
	} else if !info.IsDir() {
		return fmt.Errorf("replacing %s: it is not a folder", place)
	}
	others, err := own.list(place)
	if err != nil {
		return err
	}
	// Both temporary names lie beside the folder, so that each rename is one step.
	next, err := os.MkdirTemp(filepath.Dir(place), ".akbuild-client-")
	if err != nil {
		return fmt.Errorf("making a temporary folder beside %s: %w", place, tree.Reason(err))
	}
	defer os.RemoveAll(next)
	fresh, old := filepath.Join(next, "new"), filepath.Join(next, "old")
	if err := os.Mkdir(fresh, 0o755); err != nil {
		return fmt.Errorf("replacing %s: %w", place, tree.Reason(err))
	}
	if err := tree.Copy(fresh, "", generated.files); err != nil {
		return err
	}
	if err := tree.Normalise(fresh); err != nil {
		return err
	}
	if err := carry(fresh, others); err != nil {
		return err
	}
	if err := os.Rename(place, old); err != nil {
		return fmt.Errorf("replacing %s: %w", place, tree.Reason(err))
	}
	if err := stage.Replace(fresh, place); err != nil {
		if back := os.Rename(old, place); back != nil {
			return fmt.Errorf("%w, and the old folder could not be put back: %w", err, back)
		}
		return err
	}
	return nil
}

// carry copies what other modules have in the client's folder as it is, modes and times too.
func carry(to string, files []tree.File) error {
	for _, f := range files {
		name := filepath.Join(to, filepath.FromSlash(f.Rel))
		if err := carryFile(name, f.Path); err != nil {
			return fmt.Errorf("keeping %s of another module: %w", f.Path, tree.Reason(err))
		}
	}
	return nil
}

func carryFile(to, from string) error {
	info, err := os.Stat(from)
	if err != nil {
		return err
	}
	content, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(to, content, 0o600); err != nil {
		return err
	}
	if err := os.Chmod(to, info.Mode().Perm()); err != nil {
		return err
	}
	return os.Chtimes(to, info.ModTime(), info.ModTime())
}
