// Package substitute replaces exact texts in files of a source tree, as a list says, and fails unless each text is there
// exactly as often as the list says: a text that moved is noticed by the build, not by whoever runs the result.
package substitute

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"akbuild.internal/tools/base/strictyaml"
	"akbuild.internal/tools/base/tree"
)

// TreeMark stands for the folder of the installed tree in Entry.Fixed.
const TreeMark = "@tree@"

// The parts of the product, each of which is built with its own entries of a list.
const (
	// Core is the Python core, of which an entry is that does not say its parts.
	Core = "core"
	// Server is the Go server and the other Go programs.
	Server = "server"
)

// Entry is one text of one file and what takes its place, or a file that comes in addition.
type Entry struct {
	// File is the path in the source tree, with slashes.
	File string `yaml:"file"`
	// Find is the exact text to replace. It may have several lines.
	Find string `yaml:"find"`
	// Add is a file, named from the folder of the list, that comes into the tree as File; the tree has none there.
	Add string `yaml:"add"`
	// Parts are the parts of the product that are built with the entry; none said means the core alone.
	Parts []string `yaml:"parts"`
	// Count is how often the text is in the file.
	Count int `yaml:"count"`
	// Replace takes its place in a tree that can be moved. An empty text deletes it; nil is a mistake.
	Replace *string `yaml:"replace"`
	// Fixed takes its place, instead of Replace, in a tree that stays where it is; TreeMark in it stands for that folder.
	// Nil means that Replace does for both.
	Fixed *string `yaml:"fixed"`
	// Optional says that a tree may lack the file. If it has it, the text is there Count times.
	Optional bool `yaml:"optional"`
	// Why says what goes wrong without the substitution, for whoever has to adapt it.
	Why string `yaml:"why"`

	// number is the entry's place in its list, from 1.
	number int
}

// List is the substitutions of a release line, as a file has them.
type List struct {
	// Name is the file that the list was read from, for messages.
	Name string `yaml:"-"`
	// Substitutions are the entries, in the file's order.
	Substitutions []Entry `yaml:"substitutions"`

	// folder is where the list lies, and the files that it adds.
	folder string
}

// Read reads and checks a list.
func Read(name string) (List, error) {
	list := List{Name: name, folder: filepath.Dir(name)}
	content, err := os.ReadFile(name)
	if err != nil {
		return list, fmt.Errorf("reading the substitutions %s: %w", name, tree.Reason(err))
	}
	if err := strictyaml.Decode(content, &list); err != nil {
		return list, fmt.Errorf("reading the substitutions %s: %w", name, err)
	}
	for i := range list.Substitutions {
		list.Substitutions[i].number = i + 1
	}
	return list, list.check()
}

// Of returns the list of one part's entries.
func (l List) Of(part string) List {
	l.Substitutions = slices.DeleteFunc(slices.Clone(l.Substitutions), func(e Entry) bool { return !e.of(part) })
	return l
}

func (e Entry) of(part string) bool {
	if len(e.Parts) == 0 {
		return part == Core
	}
	return slices.Contains(e.Parts, part)
}

func (l List) check() error {
	if len(l.Substitutions) == 0 {
		return fmt.Errorf("reading the substitutions %s: it has none below the key substitutions", l.Name)
	}
	optional := map[string]bool{}
	type place struct{ file, find string }
	first := map[place]int{}
	for i, e := range l.Substitutions {
		if problem := e.problem(); problem != "" {
			return fmt.Errorf("reading the substitutions %s: entry %d %s", l.Name, i+1, problem)
		}
		if other, seen := optional[e.File]; seen && other != e.Optional {
			return fmt.Errorf("reading the substitutions %s: entry %d says that %s may be missing, or that it may not, unlike one before it", l.Name, i+1, e.File)
		}
		optional[e.File] = e.Optional
		at := place{e.File, e.Find}
		if other, ok := first[at]; ok {
			return fmt.Errorf("reading the substitutions %s: entry %d looks for the same text in %s as entry %d", l.Name, i+1, e.File, other)
		}
		first[at] = i + 1
	}
	return nil
}

func (e Entry) problem() string {
	switch {
	case e.File == "":
		return "names no file"
	case !local(e.File):
		return fmt.Sprintf("names the file %q, which is not a path inside the tree", e.File)
	case e.unknownPart() != "":
		return fmt.Sprintf("is of the part %q; there are %s and %s", e.unknownPart(), Core, Server)
	case e.Why == "":
		return fmt.Sprintf("does not say why %s needs it", e.File)
	case e.Add != "":
		if e.Find != "" || e.Replace != nil || e.Fixed != nil || e.Count != 0 || e.Optional {
			return fmt.Sprintf("adds %s, so there is nothing in it to find or replace", e.File)
		}
		return ""
	case e.Find == "":
		return fmt.Sprintf("has no text to find in %s", e.File)
	case e.Count < 1:
		return fmt.Sprintf("does not say how often its text is in %s: count is %d", e.File, e.Count)
	case e.Replace == nil:
		return fmt.Sprintf("does not say what takes the place of its text in %s: give it replace, which is \"\" where nothing does", e.File)
	case *e.Replace == e.Find:
		return fmt.Sprintf("replaces a text in %s by itself", e.File)
	case strings.Contains(*e.Replace, TreeMark):
		return fmt.Sprintf("has %s in replace, where no folder is known; it belongs into fixed", TreeMark)
	}
	return ""
}

// unknownPart is the first part of an entry that does not exist.
func (e Entry) unknownPart() string {
	for _, part := range e.Parts {
		if part != Core && part != Server {
			return part
		}
	}
	return ""
}

func local(name string) bool {
	return name == path.Clean(name) && !path.IsAbs(name) && name != "." && name != ".." && !strings.HasPrefix(name, "../")
}

// Files returns the files that the list changes or adds, each once, in the list's order.
func (l List) Files() []string {
	seen := map[string]bool{}
	var files []string
	for _, e := range l.Substitutions {
		if !seen[e.File] {
			seen[e.File] = true
			files = append(files, e.File)
		}
	}
	return files
}
