// Package lines reads the folders of lines/: what differs between authentik's release lines, with what each inherits. Bazel and
// Nix read the same files (lines/private/resolve.bzl, nix/lib/lines.nix). docs/lines.md
package lines

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"akbuild.internal/tools/base/tree"
)

// File is the name of the file that makes a folder a line.
const File = "line.json"

// VersionFile says a source tree's version, in every line that is known.
const VersionFile = "internal/constants/VERSION"

// Record is what a line's file says, without what it inherits.
type Record struct {
	// Inherits is the line that all is taken from that this one does not say.
	Inherits string `json:"inherits"`
	// Python is the Python that the line is for, such as 3.13.
	Python string `json:"python"`
	// Go is the Go SDK that the line is built with, such as 1.25.
	Go string `json:"go"`
	// Clients say what the API clients are made with, by language.
	Clients map[string]Client `json:"clients"`
	// Drop are files of Python distributions that are left out.
	Drop []string `json:"drop"`
	// TestDrop are those of what only tests need.
	TestDrop []string `json:"testDrop"`
	// LeftOut are files of the source that are not installed.
	LeftOut []string `json:"leftOut"`
	// WebProxy is the argument with which the program that builds the web UI builds what the proxy outpost serves.
	WebProxy string `json:"webProxy"`
	// Versions are versions of the line that there is something to say of. They are not inherited.
	Versions map[string]Version `json:"versions"`
}

// Version is one version of a line.
type Version struct {
	// Rev and NarHash pin its source: the commit, and the hash of its tree.
	Rev     string `json:"rev"`
	NarHash string `json:"narHash"`
	// Clients is what differs in Record.Clients.
	Clients map[string]Client `json:"clients"`
}

// Client is what an API client is made with.
type Client struct {
	// Generator is a version of OpenAPI Generator.
	Generator string `json:"generator"`
	// Config names the generator's options in nix/releases/clients.json, and Patch says whether its patch belongs to them.
	Config string `json:"config"`
	Patch  *bool  `json:"patch"`
	// Imports are third-party Go packages that a Go client imports.
	Imports []string `json:"imports"`
	// Tree is the folder of the source that holds the client, which then is not generated.
	Tree string `json:"tree"`
}

// Lines are all lines of a folder.
type Lines struct {
	// Folder is that folder.
	Folder  string
	records map[string]Record
}

// Read reads all lines of a folder.
func Read(folder string) (Lines, error) {
	l := Lines{Folder: folder, records: map[string]Record{}}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return l, fmt.Errorf("listing the release lines in %s: %w", folder, tree.Reason(err))
	}
	for _, e := range entries {
		file := filepath.Join(folder, e.Name(), File)
		content, err := os.ReadFile(file)
		if errors.Is(err, fs.ErrNotExist) || err != nil && !e.IsDir() {
			continue
		}
		var r Record
		if err == nil {
			decoder := json.NewDecoder(bytes.NewReader(content))
			decoder.DisallowUnknownFields()
			err = decoder.Decode(&r)
		}
		if err != nil {
			return l, fmt.Errorf("reading the release line %s: %s", file, strings.TrimPrefix(tree.Reason(err).Error(), "json: "))
		}
		l.records[e.Name()] = r
	}
	if len(l.records) == 0 {
		return l, fmt.Errorf("listing the release lines in %s: there is none", folder)
	}
	for name := range l.records {
		if _, err := l.Chain(name); err != nil {
			return l, err
		}
	}
	return l, nil
}

// Names are the names of all lines, sorted.
func (l Lines) Names() []string {
	var names []string
	for name := range l.records {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Chain is a line and those that it inherits from, nearest first.
func (l Lines) Chain(line string) ([]string, error) {
	chain := []string{line}
	for {
		last := chain[len(chain)-1]
		parent := l.records[last].Inherits
		if parent == "" {
			return chain, nil
		}
		file := filepath.Join(l.Folder, last, File)
		if _, ok := l.records[parent]; !ok {
			return nil, fmt.Errorf("reading the release line %s: it inherits from %s, of which there is no folder; there are %s", file, parent, strings.Join(l.Names(), ", "))
		}
		if slices.Contains(chain, parent) {
			return nil, fmt.Errorf("reading the release line %s: it inherits from itself, by way of %s", filepath.Join(l.Folder, parent, File), strings.Join(chain, ", "))
		}
		chain = append(chain, parent)
	}
}

// Files are a line's files of that name: of those that it inherits from first, its own last.
func (l Lines) Files(line, name string) ([]string, error) {
	chain, err := l.Chain(line)
	if err != nil {
		return nil, err
	}
	var files []string
	for _, from := range slices.Backward(chain) {
		file := filepath.Join(l.Folder, from, name)
		if info, err := os.Stat(file); err == nil && info.Mode().IsRegular() {
			files = append(files, file)
		}
	}
	return files, nil
}

// Release finds the version that pins a release's source, and the file that does.
func (l Lines) Release(version string) (Version, string, error) {
	var known []string
	for _, name := range l.Names() {
		for v, record := range l.records[name].Versions {
			if record.Rev == "" {
				continue
			}
			if v == version {
				return record, filepath.Join(l.Folder, name, File), nil
			}
			known = append(known, v)
		}
	}
	slices.Sort(known)
	return Version{}, "", fmt.Errorf("looking for the release %s in %s: no line pins its source; there are %s", version, l.Folder, strings.Join(known, ", "))
}

// VersionOfTree is the version that a source tree says it has, such as 2025.12.4.
func VersionOfTree(dir string) (string, error) {
	content, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(VersionFile)))
	if errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("finding the release line of %s: it has no %s; is it an authentik source tree? (name the line with --line)", dir, VersionFile)
	}
	if err != nil {
		return "", fmt.Errorf("finding the release line of %s: reading %s: %w", dir, VersionFile, tree.Reason(err))
	}
	return strings.TrimSpace(string(content)), nil
}

// OfTree is the line of a source tree's version.
func OfTree(dir string) (string, error) {
	version, err := VersionOfTree(dir)
	if err != nil {
		return "", err
	}
	parts := strings.SplitN(version, ".", 3)
	if len(parts) < 2 {
		return "", fmt.Errorf("finding the release line of %s: %s says %q; name the line with --line", dir, VersionFile, version)
	}
	return parts[0] + "." + parts[1], nil
}
