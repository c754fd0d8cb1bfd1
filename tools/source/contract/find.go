package contract

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"akbuild.internal/tools/base/nearest"
	"akbuild.internal/tools/base/tree"
	"akbuild.internal/tools/source/lines"
)

// linesFolder is where release lines lie in a checkout of this repository, each with its contract.
const linesFolder = "lines"

// contractFile is the name of a line's contract.
const contractFile = "contract.yaml"

// ErrNoContract says that there is no contract of a tree's release line.
var ErrNoContract = errors.New("there is none")

// Where says which contract to take.
type Where struct {
	// File is the contract; empty for that of a line.
	File string
	// Line is the release line; empty for that of the tree's version.
	Line string
	// Folder has all lines; empty for that of the checkout that the working directory lies in.
	Folder string
}

// Find reads the contract to compare the tree at dir with.
func Find(dir string, w Where) (Contract, error) {
	if info, err := os.Stat(dir); err != nil {
		return Contract{}, fmt.Errorf("comparing the source tree %s: %w", dir, tree.Reason(err))
	} else if !info.IsDir() {
		return Contract{}, fmt.Errorf("comparing the source tree %s: it is not a folder", dir)
	}
	if w.File != "" {
		return Read(w.File)
	}
	folder, err := w.folder()
	if err != nil {
		return Contract{}, err
	}
	all, err := lines.Read(folder)
	if err != nil {
		return Contract{}, err
	}
	line := w.Line
	if line == "" {
		if line, err = lines.OfTree(dir); err != nil {
			return Contract{}, err
		}
	}
	if known := all.Names(); !slices.Contains(known, line) {
		return Contract{}, fmt.Errorf("looking for the contract of line %s in %s: %w%s; those that there are: %s (name one with --line)",
			line, folder, ErrNoContract, nearest.Hint(line, known), strings.Join(known, ", "))
	}
	return ofLine(all, line)
}

// folder is the folder of lines: the one that is named, or that of the nearest checkout above the working directory.
func (w Where) folder() (string, error) {
	if w.Folder != "" {
		return w.Folder, nil
	}
	here, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("looking for %s: %w", linesFolder, err)
	}
	for _, start := range []string{os.Getenv("BUILD_WORKSPACE_DIRECTORY"), here} {
		for dir := start; dir != "" && dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
			folder := filepath.Join(dir, filepath.FromSlash(linesFolder))
			if found, err := filepath.Glob(filepath.Join(folder, "*", lines.File)); err == nil && len(found) > 0 {
				return folder, nil
			}
		}
	}
	return "", fmt.Errorf("looking for %s: no folder above %s has it; name the contract with --contract, or the folder with --lines", linesFolder, here)
}

// inCheckout is the path of a contract or of a list of substitutions in the checkout that it is in, as a maintainer calls it;
// of another file the path as it is.
func inCheckout(file string) string {
	slashed := filepath.ToSlash(file)
	if i := strings.LastIndex("/"+slashed, "/"+linesFolder+"/"); i >= 0 {
		return slashed[i:]
	}
	return file
}
