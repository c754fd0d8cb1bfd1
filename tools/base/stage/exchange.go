package stage

import (
	"fmt"
	"os"
	"path/filepath"
)

// Exchange makes the directory out, in the place of one that may be there with content. The callback fill makes a folder of
// the name that it gets; when it returns nil that folder takes the place of out, which is then removed. When it fails, out is
// as it was.
func Exchange(out string, fill func(fresh string) error) error {
	parent := filepath.Dir(out)
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return fmt.Errorf("making the folder of %s: %w", out, reason(err))
	}
	tmp, err := os.MkdirTemp(parent, ".akbuild-"+filepath.Base(out)+"-")
	if err != nil {
		return fmt.Errorf("making a temporary folder beside %s: %w", out, reason(err))
	}
	defer os.RemoveAll(tmp)
	fresh, old := filepath.Join(tmp, "new"), filepath.Join(tmp, "old")
	if err := fill(fresh); err != nil {
		return err
	}
	moved := os.Rename(out, old)
	if moved != nil && !os.IsNotExist(moved) {
		return fmt.Errorf("moving %s out of the way: %w", out, reason(moved))
	}
	if err := os.Rename(fresh, out); err != nil {
		if moved == nil {
			_ = os.Rename(old, out)
		}
		return fmt.Errorf("putting the finished folder at %s: %w", out, reason(err))
	}
	return nil
}
