// Package bundle lays out the installed product from the parts that other actions built: one folder, relocatable, the
// same bytes and modes wherever it is made.
package bundle

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"akbuild.internal/tools/base/stage"
	"akbuild.internal/tools/base/tree"
)

// Part is one thing that goes into the bundle.
type Part struct {
	// Dest is the path in the bundle, with slashes; "." is the bundle itself.
	Dest string
	// Source is a file, or a folder whose files go below Dest.
	Source string
	// Executable gives the file, or each file of the folder, the mode 0755 in place of 0644.
	Executable bool
}

// ParsePart reads "dest=source" as the command line has it.
func ParsePart(arg string, executable bool) (Part, error) {
	dest, source, ok := strings.Cut(arg, "=")
	if !ok || source == "" {
		return Part{}, fmt.Errorf("reading the bundle part %q: it is not of the form dest=source", arg)
	}
	if dest != path.Clean(dest) || path.IsAbs(dest) || dest == ".." || strings.HasPrefix(dest, "../") {
		return Part{}, fmt.Errorf("reading the bundle part %q: %q is not a path inside the bundle", arg, dest)
	}
	return Part{Dest: dest, Source: source, Executable: executable}, nil
}

// Write lays the parts out in out, which must be absent or empty. Two parts with the same file are an error.
func Write(out string, parts []Part) error {
	return stage.Dir(out, func(tmp string) error {
		owner := map[string]string{}
		var executables []string
		for _, part := range parts {
			files, err := list(part)
			if err != nil {
				return err
			}
			for i, file := range files {
				if other, taken := owner[file.Rel]; taken {
					return fmt.Errorf("laying out %s: both %s and %s bring the file %s", out, other, part.Source, file.Rel)
				}
				owner[files[i].Rel] = part.Source
				if part.Executable {
					executables = append(executables, file.Rel)
				}
			}
			if err := tree.Copy(tmp, "", files); err != nil {
				return err
			}
		}
		if err := tree.Normalise(tmp); err != nil {
			return err
		}
		slices.Sort(executables)
		for _, rel := range executables {
			if err := os.Chmod(filepath.Join(tmp, filepath.FromSlash(rel)), 0o755); err != nil {
				return fmt.Errorf("laying out %s: %w", out, err)
			}
		}
		return nil
	})
}

// list returns the files of a part, each with its path in the bundle.
func list(part Part) ([]tree.File, error) {
	info, err := os.Stat(part.Source)
	if err != nil {
		return nil, fmt.Errorf("reading %s for the bundle: %w", part.Source, tree.Reason(err))
	}
	if !info.IsDir() {
		if part.Dest == "." {
			return nil, fmt.Errorf("reading %s for the bundle: it is a file, and the bundle is a folder; say what the file is called there", part.Source)
		}
		return []tree.File{{Rel: part.Dest, Path: part.Source}}, nil
	}
	files, err := tree.List(part.Source, tree.Options{})
	if err != nil {
		return nil, err
	}
	for i := range files {
		files[i].Rel = path.Join(part.Dest, files[i].Rel)
	}
	return files, nil
}
