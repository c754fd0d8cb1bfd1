package pysite

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"akbuild.internal/tools/base/tree"
)

// target is where things are written.
type target struct {
	folders map[string]string
	made    map[string]bool
}

func (t *target) path(place string) string {
	where, rest, _ := strings.Cut(place, "/")
	return filepath.Join(t.folders[where], filepath.FromSlash(rest))
}

// makeFolders makes those of a wheel's files and of its metadata, which has files of ours even if none of its own.
func (t *target) makeFolders(w *planned) error {
	if t.made == nil {
		t.made = map[string]bool{}
	}
	places := written(w.Wheel)
	for _, f := range w.files {
		places = append(places, f.place)
	}
	for _, place := range places {
		dir := filepath.Dir(t.path(place))
		if t.made[dir] {
			continue
		}
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return fmt.Errorf("installing %s: %w", w.Base, err)
		}
		t.made[dir] = true
	}
	return nil
}

func (t *target) write(place string, content []byte) error {
	out, err := os.OpenFile(t.path(place), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err == nil {
		_, err = out.Write(content)
		if closing := out.Close(); err == nil {
			err = closing
		}
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", place, tree.Reason(err))
	}
	return nil
}

func (t *target) makeExecutable(place string) error {
	if err := os.Chmod(t.path(place), 0o755); err != nil {
		return fmt.Errorf("making %s a program: %w", place, tree.Reason(err))
	}
	return nil
}
