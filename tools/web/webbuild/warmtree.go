package webbuild

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"akbuild.internal/tools/base/tree"
)

// place is what lies at a place of the tree.
type place struct{ source, digest string }

// places are all files of a tree, by their paths in it, without the npm packages.
type places struct {
	files map[string]place
	// modules is the digest of the archive of npm packages.
	modules string
}

// places are those of a request. Only what is named among the inputs counts, whatever else lies in a folder.
func (r Request) places(inputs map[string]string) (places, error) {
	digest := func(file string) (string, error) {
		if found := inputs[file]; found != "" {
			return found, nil
		}
		return "", fmt.Errorf("placing %s: it is not among the inputs of the request", file)
	}
	p := places{files: map[string]place{}}
	for dest, source := range r.Files {
		found, err := digest(source)
		if err != nil {
			return p, err
		}
		p.files[dest] = place{source, found}
	}
	for dest, source := range r.Folders {
		for file, found := range inputs {
			if rel, ok := strings.CutPrefix(file, source+"/"); ok {
				p.files[path.Join(dest, rel)] = place{file, found}
			}
		}
	}
	var err error
	if r.Modules != "" {
		p.modules, err = digest(r.Modules)
	}
	return p, err
}

// program names what node is started for: another means another node.
func (r Request) program(inputs map[string]string) string {
	return fmt.Sprintf("%q", [][]string{{inputs[r.Node], inputs[r.Warm], r.Node, r.Warm, r.Folder}, r.Arguments, r.Environ})
}

// placed is a file of the tree: the digest that it was placed by, and what it looked like then.
type placed struct {
	digest string
	info   fs.FileInfo
}

// untouched says whether nothing has written to the file since.
func (p placed) untouched(e fs.DirEntry) bool {
	info, err := e.Info()
	return err == nil && p.info != nil && os.SameFile(p.info, info) && p.info.ModTime().Equal(info.ModTime()) && p.info.Size() == info.Size()
}

// warmTree is a tree that stays.
type warmTree struct {
	// scratch holds the tree, root, and what node writes beside it.
	scratch, root string
	has           map[string]placed
	// modules is what was unpacked in below.
	modules, below string
}

func (t *warmTree) remove() { os.RemoveAll(t.scratch) }

// change makes the tree hold these files and no others beside the npm packages. same says that nothing has changed outside of
// the folders rereads.
func (t *warmTree) change(want places, rereads []string) (same bool, err error) {
	same = true
	for rel, has := range t.has {
		if want.files[rel].digest != has.digest {
			same = same && within(rel, rereads)
			delete(t.has, rel)
		}
	}
	if err := t.sweep(); err != nil {
		return false, err
	}
	for rel, to := range want.files {
		if _, ok := t.has[rel]; ok {
			continue
		}
		same = same && within(rel, rereads)
		// The time of the new file is that of now, by which esbuild knows it from the one before.
		if err := tree.Copy(t.root, "", []tree.File{{Rel: rel, Path: to.source}}); err != nil {
			return false, err
		}
		info, err := os.Lstat(t.at(rel))
		if err != nil {
			return false, fmt.Errorf("looking at %s of the web build: %w", rel, tree.Reason(err))
		}
		t.has[rel] = placed{to.digest, info}
	}
	return same, nil
}

func (t *warmTree) at(rel string) string { return filepath.Join(t.root, filepath.FromSlash(rel)) }

// sweep removes what is no file of the next run: what the one before wrote, be it over a file that was placed, and what is another in the source by now.
func (t *warmTree) sweep() error {
	modules := t.at(path.Join(t.below, "node_modules"))
	var folders []string
	err := filepath.WalkDir(t.root, func(full string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case full == modules:
			return filepath.SkipDir
		case e.IsDir():
			folders = append(folders, full)
			return nil
		}
		rel, err := filepath.Rel(t.root, full)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		if has, ok := t.has[rel]; ok && has.untouched(e) {
			return nil
		}
		delete(t.has, rel)
		return os.Remove(full)
	})
	if err != nil {
		return fmt.Errorf("removing what the web build before left: %w", tree.Reason(err))
	}
	for i := len(folders) - 1; i > 0; i-- {
		// One that is not empty stays.
		_ = os.Remove(folders[i])
	}
	return nil
}

// within says whether a file lies in one of the folders.
func within(rel string, folders []string) bool {
	for _, folder := range folders {
		if strings.HasPrefix(rel, folder+"/") {
			return true
		}
	}
	return false
}
