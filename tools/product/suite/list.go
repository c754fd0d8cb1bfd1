package suite

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"akbuild.internal/tools/base/strictyaml"
)

// List is what is known about a release line's tests.
type List struct {
	// Python and Go are the two languages.
	Python Tests `yaml:"python"`
	Go     Tests `yaml:"go"`
	// Alone says that nothing is taken from the line that this one inherits from.
	Alone bool `yaml:"alone"`
}

// Tests is what is known about those of one language.
type Tests struct {
	// CannotRun are tests that cannot pass where nothing but the tree is.
	CannotRun []CannotRun `yaml:"cannot_run"`
	// Clocks are test files that want another time than today's.
	Clocks []Clock `yaml:"clocks"`
	// Less are tests that are on the list of the line that this one inherits from, and here are to pass, or are not there.
	Less []string `yaml:"less"`
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

// ReadLists reads the lists of lines over each other, the one that all inherit from first, and says what to call them: by the last,
// whose folder it lies in.
func ReadLists(files []string) (all List, name string, err error) {
	for _, file := range files {
		var list List
		content, err := os.ReadFile(file)
		if err == nil {
			err = strictyaml.Decode(content, &list)
		}
		if list.Alone {
			all = List{}
		}
		if err == nil {
			err = errors.Join(all.Python.add(list.Python), all.Go.add(list.Go))
		}
		if err != nil {
			return all, "", fmt.Errorf("reading the list of tests %s: %w", file, err)
		}
		name = path.Join(filepath.Base(filepath.Dir(file)), filepath.Base(file))
	}
	return all, name, nil
}

// add adds what a line says to what those say that it inherits from.
func (t *Tests) add(own Tests) error {
	for _, name := range own.Less {
		found := false
		for i, c := range t.CannotRun {
			if at := slices.Index(c.Tests, name); at >= 0 {
				t.CannotRun[i].Tests, found = slices.Delete(slices.Clone(c.Tests), at, at+1), true
			}
		}
		if !found {
			return fmt.Errorf("the test %s is taken off, and is on no list", name)
		}
	}
	t.CannotRun = append(t.CannotRun, own.CannotRun...)
	t.Clocks = append(t.Clocks, own.Clocks...)
	return t.check()
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
