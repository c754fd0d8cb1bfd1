package npm

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha512"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"akbuild.internal/tools/base/tree"
)

// Layout is what goes into a node_modules archive.
type Layout struct {
	// Tarballs are the packages; Folder holds their files.
	Tarballs []Tarball
	Folder   string
	// Links are places that lead to a workspace: a key of the lock and the folder, both below the lock's.
	Links map[string]string
	// Replace gives packages, by name, from a folder in place of what the lock has.
	Replace map[string]string
	// Trees gives the folders of the source that deviations name, by their path in the source.
	Trees map[string]string
	// Drop are suffixes of files that are left out.
	Drop []string
}

// entry is a file or link of the archive.
type entry struct {
	content    []byte
	executable bool
	link       string
}

// Write writes the archive: an uncompressed tar with the same bytes for the same packages.
func (l Layout) Write(out io.Writer) error {
	entries := map[string]entry{}
	for _, t := range l.Tarballs {
		files, err := l.files(t)
		if err != nil {
			return err
		}
		for _, key := range t.Keys {
			for name, e := range files {
				entries[key+"/"+name] = e
			}
		}
	}
	for name, folder := range l.Replace {
		files, err := read(folder, l.Drop)
		if err != nil {
			return fmt.Errorf("putting %s in the place of the package %s: %w", folder, name, err)
		}
		for file, e := range files {
			entries["node_modules/"+name+"/"+file] = e
		}
	}
	for key, target := range l.Links {
		relative, err := filepath.Rel(filepath.FromSlash(path.Dir(key)), filepath.FromSlash(target))
		if err != nil {
			return fmt.Errorf("linking %s to %s: %w", key, target, err)
		}
		entries[key] = entry{link: filepath.ToSlash(relative)}
	}
	return write(out, entries)
}

func write(out io.Writer, entries map[string]entry) error {
	names := make([]string, 0, len(entries))
	for name := range entries {
		names = append(names, name)
	}
	slices.Sort(names)
	archive := tar.NewWriter(out)
	for _, name := range names {
		e := entries[name]
		header := &tar.Header{Typeflag: tar.TypeReg, Name: name, Size: int64(len(e.content)), Mode: 0o644, Format: tar.FormatPAX}
		switch {
		case e.link != "":
			header.Typeflag, header.Linkname = tar.TypeSymlink, e.link
		case e.executable:
			header.Mode = 0o755
		}
		if err := archive.WriteHeader(header); err != nil {
			return fmt.Errorf("writing %s into the archive of npm packages: %w", name, err)
		}
		if _, err := archive.Write(e.content); err != nil {
			return fmt.Errorf("writing %s into the archive of npm packages: %w", name, err)
		}
	}
	return archive.Close()
}

// files are those of a package, by path below it.
func (l Layout) files(t Tarball) (map[string]entry, error) {
	if _, replaced := l.Replace[t.Name]; replaced {
		return nil, nil
	}
	if t.Tree != "" {
		folder, given := l.Trees[t.Tree]
		if !given {
			return nil, fmt.Errorf("laying out %s: the source's folder %s, which stands for it, was not given", t.Spec(), t.Tree)
		}
		return read(folder, l.Drop)
	}
	content, err := os.ReadFile(filepath.Join(l.Folder, t.File))
	if err != nil {
		return nil, fmt.Errorf("laying out %s: %w", t.Spec(), tree.Reason(err))
	}
	if sum := sha512.Sum512(content); hex.EncodeToString(sum[:]) != t.SHA512 {
		return nil, fmt.Errorf("laying out %s: %s does not have the hash that the lock has, %s; remove it and fetch it again", t.Spec(), t.File, t.Integrity)
	}
	files, err := unpack(content, l.Drop)
	if err != nil {
		return nil, fmt.Errorf("laying out %s: %s: %w", t.Spec(), t.File, err)
	}
	return files, nil
}

// unpack reads a package's tarball: everything lies below one folder, whatever its name.
func unpack(content []byte, drop []string) (map[string]entry, error) {
	zipped, err := gzip.NewReader(bytes.NewReader(content))
	if err != nil {
		return nil, fmt.Errorf("it is no gzip file: %w", err)
	}
	files := map[string]entry{}
	for archive := tar.NewReader(zipped); ; {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return files, nil
		} else if err != nil {
			return nil, fmt.Errorf("it is no tar archive, or cut short: %w", err)
		}
		// As npm: links and devices of a package are not laid out.
		if header.Typeflag != tar.TypeReg {
			continue
		}
		_, name, below := strings.Cut(strings.TrimPrefix(header.Name, "./"), "/")
		name = path.Clean(name)
		if !below || name == "." {
			continue
		}
		if strings.HasPrefix(name, "../") || path.IsAbs(name) || name == ".." {
			return nil, fmt.Errorf("the file %q would lie outside of the package", header.Name)
		}
		if dropped(name, drop) {
			continue
		}
		data, err := io.ReadAll(archive)
		if err != nil {
			return nil, fmt.Errorf("it is cut short: %w", err)
		}
		files[name] = entry{content: data, executable: header.Mode&0o111 != 0}
	}
}

// read reads a folder as a package.
func read(folder string, drop []string) (map[string]entry, error) {
	list, err := tree.List(folder, tree.Options{})
	if err != nil {
		return nil, err
	}
	files := map[string]entry{}
	for _, file := range list {
		if dropped(file.Rel, drop) {
			continue
		}
		content, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(file.Rel)))
		if err != nil {
			return nil, tree.Reason(err)
		}
		files[file.Rel] = entry{content: content}
	}
	return files, nil
}

func dropped(name string, drop []string) bool {
	return slices.ContainsFunc(drop, func(suffix string) bool { return strings.HasSuffix(name, suffix) })
}
