package substitute

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"

	"akbuild.internal/tools/base/stage"
	"akbuild.internal/tools/base/tree"
)

// Request is a tree in which to substitute.
type Request struct {
	// List is the file of substitutions.
	List string
	// In is the source tree.
	In string
	// Out is the folder to make: absent, or empty.
	Out string
	// Part is the part of the product whose entries are done: Core, unless it says Server.
	Part string
	// Only writes the substituted files alone, not the whole tree.
	Only bool
	// Root is the folder in which the tree stays, absolute; empty for a tree that can be moved.
	Root string
}

// Run makes the output, whole or not at all.
func Run(r Request) error {
	list, err := Read(r.List)
	if err != nil {
		return err
	}
	if r.Root != "" && !path.IsAbs(r.Root) {
		return fmt.Errorf("substituting for the tree at %q: it is not an absolute path", r.Root)
	}
	switch r.Part {
	case "":
		r.Part = Core
	case Core, Server:
	default:
		return fmt.Errorf("substituting for the part %q: there are %s and %s", r.Part, Core, Server)
	}
	list = list.Of(r.Part)
	contents, err := list.Contents(r.In, r.Root)
	if err != nil {
		return err
	}
	return stage.Dir(r.Out, func(tmp string) error {
		if !r.Only {
			rest, err := tree.List(r.In, tree.Options{Skip: func(rel string, _ bool) bool { _, ours := contents[rel]; return ours }})
			if err != nil {
				return err
			}
			if err := tree.Copy(tmp, "", rest); err != nil {
				return err
			}
		}
		for _, file := range list.Files() {
			if _, there := contents[file]; !there {
				continue
			}
			if err := stage.File(filepath.Join(tmp, filepath.FromSlash(file)), []byte(contents[file])); err != nil {
				return err
			}
		}
		return tree.Normalise(tmp)
	})
}

// Contents reads the list's files below in, less those that may be missing and are, and substitutes in them as Apply does; files
// that come in addition are among them. The error names everything that does not fit.
func (l List) Contents(in, root string) (map[string]string, error) {
	if info, err := os.Stat(in); err != nil {
		return nil, fmt.Errorf("substituting in the tree %s: %w", in, tree.Reason(err))
	} else if !info.IsDir() {
		return nil, fmt.Errorf("substituting in the tree %s: it is not a folder", in)
	}
	contents := map[string]string{}
	var problems []error
	for _, e := range l.Substitutions {
		if e.Add == "" {
			continue
		}
		content, err := l.added(in, e)
		if err != nil {
			problems = append(problems, err)
		}
		contents[e.File] = content
	}
	for _, file := range l.Files() {
		if _, added := contents[file]; added {
			continue
		}
		content, err := os.ReadFile(filepath.Join(in, filepath.FromSlash(file)))
		if errors.Is(err, fs.ErrNotExist) && l.optional(file) {
			continue
		}
		if err != nil {
			problems = append(problems, l.unread(in, file, err))
			continue
		}
		if contents[file], err = l.Apply(file, string(content), root); err != nil {
			problems = append(problems, err)
		}
	}
	return contents, errors.Join(problems...)
}

// added reads a file that comes in addition.
func (l List) added(in string, e Entry) (string, error) {
	if _, err := os.Lstat(filepath.Join(in, filepath.FromSlash(e.File))); err == nil {
		return "", fmt.Errorf("adding %s: the tree has it already; correct entry %d of %s", e.File, e.number, l.Name)
	}
	content, err := os.ReadFile(filepath.Join(l.folder, filepath.FromSlash(e.Add)))
	if err != nil {
		return "", fmt.Errorf("adding %s: reading %s: %w; correct entry %d of %s", e.File, e.Add, tree.Reason(err), e.number, l.Name)
	}
	return string(content), nil
}

// optional says whether a tree may lack a file.
func (l List) optional(file string) bool {
	return slices.ContainsFunc(l.Substitutions, func(e Entry) bool { return e.File == file && e.Optional })
}

// unread says which entry names a file that cannot be read, and where it may have gone.
func (l List) unread(in, file string, err error) error {
	entry := slices.IndexFunc(l.Substitutions, func(e Entry) bool { return e.File == file })
	reason := fmt.Sprintf("reading it: %v", tree.Reason(err))
	if errors.Is(err, fs.ErrNotExist) {
		reason = "there is no such file" + Moved(file, names(in))
	}
	return fmt.Errorf("substituting %q in %s: %s; correct entry %d of %s", l.Substitutions[entry].Find, file, reason, l.Substitutions[entry].number, l.Name)
}
