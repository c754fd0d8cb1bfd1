// Package stage writes outputs whole or not at all: everything is made beside its destination under another name and
// renamed at the end, and nothing is left behind on failure.
package stage

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Dir makes the directory out. The callback fill gets an empty directory beside it; when it returns nil that directory
// takes the place of out, otherwise it is removed. An empty out may exist already (Bazel makes output directories before
// an action runs); one with content is refused, never replaced.
func Dir(out string, fill func(tmp string) error) error {
	out = filepath.Clean(out)
	if err := CheckFree(out); err != nil {
		return err
	}
	parent := filepath.Dir(out)
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return fmt.Errorf("making the folder of %s: %w", out, reason(err))
	}
	tmp, err := os.MkdirTemp(parent, ".akbuild-"+filepath.Base(out)+"-")
	if err != nil {
		return fmt.Errorf("making a temporary folder beside %s: %w", out, reason(err))
	}
	defer os.RemoveAll(tmp)
	if err := os.Chmod(tmp, 0o755); err != nil {
		return fmt.Errorf("setting the mode of %s: %w", tmp, reason(err))
	}
	if err := fill(tmp); err != nil {
		return err
	}
	return Replace(tmp, out)
}

// CheckFree fails unless out is absent or an empty directory.
func CheckFree(out string) error {
	entries, err := os.ReadDir(out)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("looking at the output %s: %w", out, reason(err))
	case len(entries) > 0:
		return fmt.Errorf("writing %s: it exists and is not empty; remove it first: rm -r %s", out, out)
	}
	return nil
}

// Replace renames the directory tmp to out, which may be an empty directory.
func Replace(tmp, out string) error {
	if err := os.Remove(out); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("putting the finished folder at %s: %w", out, reason(err))
	}
	if err := os.Rename(tmp, out); err != nil {
		return fmt.Errorf("putting the finished folder at %s: %w", out, reason(err))
	}
	return nil
}

// File writes one file with mode 0644.
func File(out string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(out), 0o755); err != nil {
		return fmt.Errorf("making the folder of %s: %w", out, reason(err))
	}
	f, err := os.CreateTemp(filepath.Dir(out), ".akbuild-"+filepath.Base(out)+"-")
	if err != nil {
		return fmt.Errorf("writing %s: %w", out, reason(err))
	}
	defer os.Remove(f.Name())
	_, err = f.Write(content)
	if err == nil {
		err = f.Chmod(0o644)
	}
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Rename(f.Name(), out)
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", out, reason(err))
	}
	return nil
}

// reason strips the operation and path that os adds, which the caller's sentence already names.
func reason(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	var link *os.LinkError
	if errors.As(err, &link) {
		return link.Err
	}
	return err
}
