package tree

import (
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"
)

// Epoch is the modification time of everything in an output: no clock reaches it.
var Epoch = time.Unix(1, 0).UTC()

// Copy copies files into dst, each at its Rel below the folder rel.
func Copy(dst, rel string, files []File) error {
	made := map[string]bool{}
	for _, f := range files {
		to := filepath.Join(dst, filepath.FromSlash(path.Join(rel, f.Rel)))
		if dir := filepath.Dir(to); !made[dir] {
			if err := os.MkdirAll(dir, 0o755); err != nil {
				return fmt.Errorf("copying %s to %s: %w", f.Path, to, Reason(err))
			}
			made[dir] = true
		}
		if err := copyFile(to, f.Path); err != nil {
			return fmt.Errorf("copying %s to %s: %w", f.Path, to, Reason(err))
		}
	}
	return nil
}

func copyFile(to, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		out.Close()
		return err
	}
	return out.Close()
}

// Normalise gives every file below root the mode 0644, every folder 0755, and all of them the time Epoch. Links and
// other special files are an error.
func Normalise(root string) error {
	var dirs []string
	err := filepath.WalkDir(root, func(p string, e os.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir():
			dirs = append(dirs, p)
			return os.Chmod(p, 0o755)
		case !e.Type().IsRegular():
			return fmt.Errorf("%s is not a regular file", strings.TrimPrefix(p, root+string(filepath.Separator)))
		}
		if err := os.Chmod(p, 0o644); err != nil {
			return err
		}
		return os.Chtimes(p, Epoch, Epoch)
	})
	for i := len(dirs) - 1; i >= 0 && err == nil; i-- {
		err = os.Chtimes(dirs[i], Epoch, Epoch)
	}
	if err != nil {
		return fmt.Errorf("setting modes and times below %s: %w", root, Reason(err))
	}
	return nil
}
