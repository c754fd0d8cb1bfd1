package vendoring

import (
	"fmt"
	"path"

	"akbuild.internal/tools/base/tree"
	"akbuild.internal/tools/source/imports"
)

// own says of which folders of a vendor tree the client is. Another module may lie within its folder: one whose path begins
// with the client's, or packages of one around it.
type own struct {
	module string
	// others are the folders that other modules have in the client's, and the client's own packages in them.
	others, mine map[string]bool
}

// own finds out what of the client's folder is another module's.
func (m *modulesTxt) own(module string) own {
	o := own{module: module, others: map[string]bool{}, mine: map[string]bool{}}
	for _, b := range m.blocks {
		folders := o.others
		if b.path() == module {
			folders = o.mine
		} else if imports.Within(b.path(), module) {
			folders[b.path()] = true
		}
		for _, p := range b.packages {
			if p != module && imports.Within(p, module) {
				folders[p] = true
			}
		}
	}
	return o
}

// has says whether a folder is the client's: whether the nearest package or module around it is.
func (o own) has(folder string) bool {
	if !imports.Within(folder, o.module) {
		return false
	}
	for f := folder; f != o.module; f = path.Dir(f) {
		switch {
		case o.others[f]:
			return false
		case o.mine[f]:
			return true
		}
	}
	return true
}

// skip leaves out of a vendor tree what is the client's.
func (o own) skip(rel string, dir bool) bool {
	if !dir {
		return o.has(path.Dir(rel))
	}
	if !o.has(rel) {
		return false
	}
	for f := range o.others {
		if imports.Within(f, rel) {
			return false
		}
	}
	return true
}

// check fails when the client has files where another module is.
func (o own) check(client *clientTree) error {
	for _, f := range client.files {
		if folder := path.Join(o.module, path.Dir(f.Rel)); !o.has(folder) {
			return fmt.Errorf("laying the client %s over the vendor tree: its file %s lies in %s, where there is another module", client.root, f.Rel, folder)
		}
	}
	return nil
}

// Skip is for listing a vendor tree without the client: it says of a path whether it is the client's, and not of another
// module within its folder.
func Skip(vendor, module string) (func(rel string, dir bool) bool, error) {
	modules, err := readModulesTxt(vendor)
	if err != nil {
		return nil, err
	}
	return modules.own(module).skip, nil
}

// list lists what other modules have in the client's folder, with paths from that folder.
func (o own) list(place string) ([]tree.File, error) {
	files, err := tree.List(place, tree.Options{Skip: func(rel string, dir bool) bool { return o.skip(path.Join(o.module, rel), dir) }})
	if err != nil {
		return nil, fmt.Errorf("reading what other modules have in %s: %w", place, err)
	}
	return files, nil
}
