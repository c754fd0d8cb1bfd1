package vendoring

import (
	"fmt"
	"os"
	"path/filepath"

	"akbuild.internal/tools/stage"
	"akbuild.internal/tools/tree"
)

// InPlace replaces the client's folder in the vendor tree of source and touches nothing else. The folder must be there:
// a source tree that does not vendor the client would go on using something else.
func InPlace(source, client, module string) error {
	vendor := filepath.Join(source, "vendor")
	if _, err := readModulesTxt(vendor); err != nil {
		return err
	}
	generated, err := readClient(client)
	if err != nil {
		return err
	}
	place := filepath.Join(vendor, filepath.FromSlash(module))
	if info, err := os.Lstat(place); err != nil {
		return fmt.Errorf("replacing %s: %w; the source does not vendor the API client, see that its go.mod requires %s", place, tree.Reason(err), module)
	} else if !info.IsDir() {
		return fmt.Errorf("replacing %s: it is not a folder", place)
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
