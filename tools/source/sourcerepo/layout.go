package sourcerepo

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"akbuild.internal/tools/base/tree"
	"akbuild.internal/tools/source/vendoring"
	"golang.org/x/sync/errgroup"
)

// layout is the repository being made.
type layout struct {
	Request
	root string
	// source and vendor are the files of the two trees; Rel of vendor's starts with "vendor/".
	source, vendor []tree.File
	// substituted are the contents of the source's files that are not its own.
	substituted map[string]string
}

// list finds the files of both trees.
func (l *layout) list() error {
	if err := l.listSource(); err != nil {
		return err
	}
	files, err := vendorFiles(l.Vendor, l.ClientModule)
	l.vendor = files
	return err
}

// listSource finds the files of the source, if there is one.
func (l *layout) listSource() error {
	if l.Tree == "" {
		return nil
	}
	files, err := sourceFiles(l.Tree, l.Warnings)
	if err != nil {
		return err
	}
	l.source = goSide(files)
	if err := l.addSchema(); err != nil {
		return err
	}
	return l.readSubstituted()
}

// schemaName is where the OpenAPI document of a source lies.
const schemaName = "schema.yml"

// addSchema makes the given schema a file of the source.
func (l *layout) addSchema() error {
	if l.Schema == "" {
		return nil
	}
	if slices.ContainsFunc(l.source, func(f tree.File) bool { return f.Rel == schemaName }) {
		return fmt.Errorf("reading the source %s: it has a %s of its own, %s would take its place; give no schema", l.Tree, schemaName, l.Schema)
	}
	l.source = append(l.source, tree.File{Rel: schemaName, Path: l.Schema, Linked: true})
	slices.SortFunc(l.source, func(a, b tree.File) int { return strings.Compare(a.Rel, b.Rel) })
	return nil
}

func sourceFiles(root string, warnings io.Writer) ([]tree.File, error) {
	files, err := tree.List(root, tree.Options{
		Skip: skipSource,
		Dangling: func(rel string) {
			if !strings.Contains(rel, "/") && strings.HasPrefix(rel, "bazel-") {
				return
			}
			fmt.Fprintf(warnings, "akbuild source: leaving out the link %s, which leads nowhere\n", path.Join(root, rel))
		},
	})
	if err != nil {
		return nil, fmt.Errorf("reading the source: %w", err)
	}
	for _, f := range files {
		if buildFile(f.Rel) {
			return nil, fmt.Errorf("reading the source %s: it has a Bazel file of its own, %s, whose place the made one needs; remove it", root, f.Rel)
		}
		if err := checkName(root, f.Rel); err != nil {
			return nil, err
		}
	}
	return files, nil
}

// vendorFiles lists a vendor tree without the Bazel files that modules carry for their own builds, and without the
// client's placeholder.
func vendorFiles(root, client string) ([]tree.File, error) {
	skip := func(string, bool) bool { return false }
	if _, err := os.Stat(filepath.Join(root, "modules.txt")); err == nil && client != "" {
		var err error
		if skip, err = vendoring.Skip(root, client); err != nil {
			return nil, err
		}
	}
	files, err := tree.List(root, tree.Options{Skip: func(rel string, dir bool) bool {
		return skip(rel, dir) || !dir && buildFile(rel)
	}})
	if err != nil {
		return nil, fmt.Errorf("reading the vendor tree: %w", err)
	}
	if !slices.ContainsFunc(files, func(f tree.File) bool { return f.Rel == "modules.txt" }) {
		return nil, fmt.Errorf("reading the vendor tree %s: it has no modules.txt, without which go does not take it for a vendor tree; make it anew: akbuild vendor", root)
	}
	for i, f := range files {
		if err := checkName(root, f.Rel); err != nil {
			return nil, err
		}
		files[i].Rel = "vendor/" + f.Rel
	}
	return files, nil
}

// place puts the files of both trees where they belong. Those of the source become links, so that an edit is seen; the vendor
// tree does not change, and a link that leads out of a repository is followed and looked at by every build.
func (l *layout) place() error {
	if err := l.writeSubstituted(); err != nil {
		return err
	}
	source := l.placed(l.source)
	put := l.link
	if l.Copy {
		put = l.copy
	}
	return errors.Join(l.putAll(source, put), l.putAll(l.placed(l.vendor), l.copy))
}

// putAll puts files, some side by side.
func (l *layout) putAll(files []tree.File, put func(tree.File) error) error {
	if err := l.makeFolders(files); err != nil {
		return err
	}
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for chunk := range slices.Chunk(files, 128) {
		group.Go(func() error {
			for _, f := range chunk {
				if err := put(f); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return group.Wait()
}

func (l *layout) copy(f tree.File) error { return tree.Copy(l.root, "", []tree.File{f}) }

func (l *layout) makeFolders(files []tree.File) error {
	made := map[string]bool{}
	for _, f := range files {
		if dir := folder(f.Rel); !made[dir] {
			if err := os.MkdirAll(filepath.Join(l.root, filepath.FromSlash(dir)), 0o755); err != nil {
				return fmt.Errorf("making the folder %s of %s: %w", dir, l.Out, tree.Reason(err))
			}
			made[dir] = true
		}
	}
	return nil
}

func (l *layout) link(f tree.File) error {
	target, err := filepath.Abs(f.Path)
	if err == nil && f.Linked {
		target, err = filepath.EvalSymlinks(target)
	}
	if err == nil {
		err = os.Symlink(target, filepath.Join(l.root, filepath.FromSlash(f.Rel)))
	}
	if err != nil {
		return fmt.Errorf("linking %s into %s: %w", f.Path, l.Out, tree.Reason(err))
	}
	return nil
}

// packages are the folders that hold Go files, sorted; "" is the top.
func packages(files []tree.File) []string {
	found := map[string]bool{}
	for _, f := range files {
		if strings.HasSuffix(f.Rel, ".go") {
			found[folder(f.Rel)] = true
		}
	}
	return sortedKeys(found)
}

func folder(rel string) string {
	if dir := path.Dir(rel); dir != "." {
		return dir
	}
	return ""
}

func sortedKeys(set map[string]bool) []string {
	keys := make([]string, 0, len(set))
	for k := range set {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// topFolders are the first elements of the files' paths, where there is more than one.
func topFolders(files []tree.File) []string {
	found := map[string]bool{}
	for _, f := range files {
		if first, _, ok := strings.Cut(f.Rel, "/"); ok {
			found[first] = true
		}
	}
	return sortedKeys(found)
}

// withoutGo are the topmost folders with no Go file in, under or above them; files of a folder below a Go package may be
// embedded by it.
func withoutGo(files []tree.File) []string {
	goDirs := map[string]bool{}
	holdsGo := map[string]bool{}
	for _, p := range packages(files) {
		goDirs[p] = true
		for dir := p; dir != ""; dir = folder(dir) {
			holdsGo[dir] = true
		}
	}
	if goDirs[""] {
		return nil
	}
	found := map[string]bool{}
	for _, f := range files {
		for i, r := range f.Rel {
			if r != '/' {
				continue
			}
			dir := f.Rel[:i]
			if goDirs[dir] {
				break
			}
			if !holdsGo[dir] {
				found[dir] = true
				break
			}
		}
	}
	return sortedKeys(found)
}
