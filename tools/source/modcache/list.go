package modcache

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"syscall"

	"akbuild.internal/tools/base/nixstore"
	"akbuild.internal/tools/base/stage"
	"akbuild.internal/tools/base/tree"
)

// SupplyList is the name of the list that a supply (nixstore.Supplies) has of its modules.
const SupplyList = "go-modules.json"

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

// writable asks access(2) whether a folder may be written to.
const writable = 2

// DefaultIndex is where what was seen of any go.sum is kept: beside the state of the Nix store that the list speaks of, so
// that whoever has the one has the other; in the user's cache folder where the store is not the user's to write to.
func DefaultIndex() (string, error) {
	folder := filepath.Join(filepath.Dir(nixstore.State()), "authentik-build")
	if os.MkdirAll(folder, 0o755) != nil || syscall.Access(folder, writable) != nil {
		cache, err := os.UserCacheDir()
		if err != nil {
			return "", fmt.Errorf("finding a folder to keep the list of modules in: %w; name a file: --index", err)
		}
		folder = filepath.Join(cache, "authentik-build")
	}
	return filepath.Join(folder, "go-modules.json"), nil
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
