// Package tree lists, copies and normalises directory trees.
//
// Inputs are read through symbolic links, since Bazel's sandbox hands files as links; outputs never hold one.
package tree

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// File is one file of a tree.
type File struct {
	// Rel is the path below the root, with slashes.
	Rel string
	// Path is where the file can be opened.
	Path string
	// Linked says that the file, or a folder on the way to it, is a symbolic link.
	Linked bool
}

// Options of List.
type Options struct {
	// Skip leaves out a file or a whole folder; rel has slashes. May be nil.
	Skip func(rel string, dir bool) bool
	// Dangling is called for a link that leads nowhere or back to a folder it lies in. Nil means: an error.
	Dangling func(rel string)
}

// List returns every regular file below root, sorted by path byte by byte.
func List(root string, o Options) ([]File, error) {
	info, err := os.Stat(root)
	if err != nil {
		return nil, fmt.Errorf("listing %s: %w", root, Reason(err))
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("listing %s: it is not a folder", root)
	}
	l := lister{root: root, o: o}
	if err := l.dir("", []fs.FileInfo{info}, false); err != nil {
		return nil, err
	}
	slices.SortFunc(l.files, func(a, b File) int { return strings.Compare(a.Rel, b.Rel) })
	return l.files, nil
}

type lister struct {
	root  string
	o     Options
	files []File
}

func (l *lister) dir(rel string, above []fs.FileInfo, linked bool) error {
	entries, err := os.ReadDir(filepath.Join(l.root, rel))
	if err != nil {
		return fmt.Errorf("listing %s: %w", filepath.Join(l.root, rel), Reason(err))
	}
	for _, e := range entries {
		if err := l.entry(path.Join(rel, e.Name()), e, above, linked); err != nil {
			return err
		}
	}
	return nil
}

func (l *lister) entry(rel string, e fs.DirEntry, above []fs.FileInfo, linked bool) error {
	full := filepath.Join(l.root, rel)
	dir, regular := e.IsDir(), e.Type().IsRegular()
	isLink := e.Type()&fs.ModeSymlink != 0
	if isLink {
		info, err := os.Stat(full)
		if err != nil {
			return l.dangling(rel, "leads nowhere")
		}
		dir, regular = info.IsDir(), info.Mode().IsRegular()
	}
	if l.o.Skip != nil && l.o.Skip(rel, dir) {
		return nil
	}
	switch {
	case dir:
		info, err := os.Stat(full)
		if err != nil {
			return fmt.Errorf("listing %s: %w", full, Reason(err))
		}
		if isLink {
			for _, a := range above {
				if os.SameFile(a, info) {
					return l.dangling(rel, "leads to a folder that it lies in")
				}
			}
		}
		return l.dir(rel, append(slices.Clip(above), info), linked || isLink)
	case regular:
		l.files = append(l.files, File{Rel: rel, Path: full, Linked: linked || isLink})
		return nil
	}
	return fmt.Errorf("listing %s: %s is neither a file nor a folder", l.root, full)
}

func (l *lister) dangling(rel, what string) error {
	if l.o.Dangling == nil {
		return fmt.Errorf("listing %s: the link %s %s", l.root, filepath.Join(l.root, rel), what)
	}
	l.o.Dangling(rel)
	return nil
}

// Reason strips the operation and path that os adds to an error, for sentences that already name them.
func Reason(err error) error {
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		return pathErr.Err
	}
	var link *os.LinkError
	if errors.As(err, &link) {
		return link.Err
	}
	return err
}
