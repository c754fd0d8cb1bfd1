package suite

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"akbuild.internal/tools/base/strictyaml"
)

// List is what is known about a release line's tests.
type List struct {
	// Python and Go are the two languages.
	Python Tests `yaml:"python"`
	Go     Tests `yaml:"go"`
}

// Tests is what is known about those of one language.
type Tests struct {
	// CannotRun are tests that cannot pass where nothing but the tree is.
	CannotRun []CannotRun `yaml:"cannot_run"`
	// Clocks are test files that want another time than today's.
	Clocks []Clock `yaml:"clocks"`
}

// CannotRun are tests that cannot run, and why.
type CannotRun struct {
	// Reason is why, for a reader.
	Reason string `yaml:"reason"`
	// Without is a file of the tree; if it is there, and no mere pointer to it, the tests are to pass like any other.
	Without string `yaml:"without"`
	// Tests are their names.
	Tests []string `yaml:"tests"`
}

// Clock is a time that test files want.
type Clock struct {
	// Reason is why, for a reader.
	Reason string `yaml:"reason"`
	// Now is the time at which the tests start, such as 2025-06-01 12:00:00, in UTC.
	Now string `yaml:"now"`
	// Files are their paths in the tree.
	Files []string `yaml:"files"`
}

// ReadList reads a list, and says what to call it: by its line, whose folder it lies in.
func ReadList(file string) (List, string, error) {
	var list List
	content, err := os.ReadFile(file)
	if err == nil {
		err = strictyaml.Decode(content, &list)
	}
	if err == nil {
		err = errors.Join(list.Python.check(), list.Go.check())
	}
	if err != nil {
		return list, "", fmt.Errorf("reading the list of tests %s: %w", file, err)
	}
	return list, path.Join(filepath.Base(filepath.Dir(file)), filepath.Base(file)), nil
}

// check refuses what says nothing.
func (t Tests) check() error {
	seen := map[string]bool{}
	for _, c := range t.CannotRun {
		if strings.TrimSpace(c.Reason) == "" {
			return fmt.Errorf("the tests %s have no reason", strings.Join(c.Tests, ", "))
		}
		for _, name := range c.Tests {
			if seen[name] {
				return fmt.Errorf("the test %s is there twice", name)
			}
			seen[name] = true
		}
	}
	for _, c := range t.Clocks {
		if strings.TrimSpace(c.Reason) == "" || c.Now == "" {
			return fmt.Errorf("the clock of %s has no reason or no time", strings.Join(c.Files, ", "))
		}
	}
	return nil
}

// pointerSize in bytes: what is smaller stands where a large file would be, as a pointer of Git LFS does.
const pointerSize = 1024

// listed are the tests that cannot run in a tree, with their reasons.
func (t Tests) listed(tree string) (map[string]string, error) {
	found := map[string]string{}
	for _, c := range t.CannotRun {
		if c.Without != "" {
			file, err := os.Stat(filepath.Join(tree, c.Without))
			if err == nil && file.Size() >= pointerSize {
				continue
			} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
				return nil, fmt.Errorf("looking for %s: %w", c.Without, err)
			}
		}
		for _, name := range c.Tests {
			found[name] = c.Reason
		}
	}
	return found, nil
}
