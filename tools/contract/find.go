package contract

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"akbuild.internal/tools/nearest"
	"akbuild.internal/tools/tree"
)

// contractsFolder is where contracts lie in a checkout of this repository.
const contractsFolder = "nix/source/contracts"

// substitutionsFolder is where lists of substitutions lie in a checkout of this repository.
const substitutionsFolder = "backend/substitutions"

// versionFile says a tree's version, in every line that is known.
const versionFile = "internal/constants/VERSION"

// ErrNoContract says that there is no contract of a tree's release line.
var ErrNoContract = errors.New("there is none")

// Where says which contract to take.
type Where struct {
	// File is the contract; empty for that of a line.
	File string
	// Line is the release line; empty for that of the tree's version.
	Line string
	// Folder has the contracts of all lines; empty for that of the checkout that the working directory lies in.
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
	known, err := lines(folder)
	if err != nil {
		return Contract{}, err
	}
	line := w.Line
	if line == "" {
		if line, err = lineOfTree(dir); err != nil {
			return Contract{}, err
		}
	}
	if !slices.Contains(known, line) {
		return Contract{}, fmt.Errorf("looking for the contract of line %s in %s: %w%s; those that there are: %s (name one with --line)",
			line, folder, ErrNoContract, nearest.Hint(line, known), strings.Join(known, ", "))
	}
	return Read(filepath.Join(folder, line+".yaml"))
}

// folder is the folder of contracts: the one that is named, or that of the nearest checkout above the working directory.
func (w Where) folder() (string, error) {
	if w.Folder != "" {
		return w.Folder, nil
	}
	here, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("looking for %s: %w", contractsFolder, err)
	}
	for _, start := range []string{os.Getenv("BUILD_WORKSPACE_DIRECTORY"), here} {
		for dir := start; dir != "" && dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
			folder := filepath.Join(dir, filepath.FromSlash(contractsFolder))
			if info, err := os.Stat(folder); err == nil && info.IsDir() {
				return folder, nil
			}
		}
	}
	return "", fmt.Errorf("looking for %s: no folder above %s has it; name the contract with --contract or --contracts", contractsFolder, here)
}

// inCheckout is the path of a contract or of a list of substitutions in the checkout that it is in, as a maintainer calls it;
// of another file the path as it is.
func inCheckout(file string) string {
	slashed := filepath.ToSlash(file)
	for _, folder := range []string{contractsFolder, substitutionsFolder} {
		if i := strings.LastIndex("/"+slashed, "/"+folder+"/"); i >= 0 {
			return slashed[i:]
		}
	}
	return file
}

// lines are the release lines that a folder has contracts of, sorted.
func lines(folder string) ([]string, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, fmt.Errorf("listing the contracts in %s: %w", folder, tree.Reason(err))
	}
	var found []string
	for _, e := range entries {
		if line, ok := strings.CutSuffix(e.Name(), ".yaml"); ok {
			found = append(found, line)
		}
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("listing the contracts in %s: there is none", folder)
	}
	return found, nil
}

// lineOfTree is the first two parts of the tree's version.
func lineOfTree(dir string) (string, error) {
	content, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(versionFile)))
	if errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("finding the release line of %s: it has no %s; is it an authentik source tree? (name the line with --line)", dir, versionFile)
	}
	if err != nil {
		return "", fmt.Errorf("finding the release line of %s: reading %s: %w", dir, versionFile, tree.Reason(err))
	}
	parts := strings.SplitN(strings.TrimSpace(string(content)), ".", 3)
	if len(parts) < 2 {
		return "", fmt.Errorf("finding the release line of %s: %s says %q; name the line with --line", dir, versionFile, strings.TrimSpace(string(content)))
	}
	return parts[0] + "." + parts[1], nil
}
