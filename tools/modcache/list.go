package modcache

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"

	"akbuild.internal/tools/stage"
	"akbuild.internal/tools/tree"
)

// List says of lines of a go.sum which sha256, in hexadecimal, the file has that they name.
type List map[string]string

// ReadList reads a list; one that is not there is empty.
func ReadList(name string) (List, error) {
	content, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return List{}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the list of modules %s: %w", name, tree.Reason(err))
	}
	list := List{}
	if err := json.Unmarshal(content, &list); err != nil {
		return nil, fmt.Errorf("reading the list of modules %s: %w; remove it: rm %s", name, err, name)
	}
	return list, nil
}

// Write writes the list, sorted.
func (l List) Write(name string) error {
	content, err := json.MarshalIndent(l, "", "  ")
	if err != nil {
		return fmt.Errorf("writing the list of modules %s: %w", name, err)
	}
	return stage.File(name, append(content, '\n'))
}

// DefaultIndex is where what was seen of any go.sum is kept: the engine's cache folder, which all checkouts share, or the
// user's outside of the engine.
func DefaultIndex() (string, error) {
	const name = "go-modules.json"
	// The state of a checkout is the folder checkouts/<id> of the engine's cache.
	if state := os.Getenv("AKB_STATE"); state != "" {
		return filepath.Join(filepath.Dir(filepath.Dir(state)), name), nil
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("finding a folder to keep the list of modules in: %w; name a file: --index", err)
	}
	return filepath.Join(cache, "authentik-build", name), nil
}

// remember adds to the index. Two calls at the same time may lose each other's lines, which then are found again; the index
// only saves work, since the go command compares every file with go.sum once more when it makes a vendor folder.
func remember(index string, found List) error {
	all, err := ReadList(index)
	if err != nil {
		return err
	}
	changed := false
	for line, sha := range found {
		changed = changed || all[line] != sha
	}
	maps.Copy(all, found)
	if !changed {
		return nil
	}
	return all.Write(index)
}
