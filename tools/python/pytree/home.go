package pytree

import (
	"context"
	"fmt"
	"path"
	"path/filepath"

	"akbuild.internal/tools/base/stage"
	"akbuild.internal/tools/python/pycompile"
)

// Home says how to make the interpreter of a tree.
type Home struct {
	// Python is an installed interpreter: a folder with bin/ and lib/.
	Python string
	// Data are folders whose files go below the interpreter's prefix, as akbuild site makes them.
	Data []string
	// Place is where the interpreter will lie in the tree, such as python.
	Place string
	// Paths are folders of the tree that modules are imported from, "." for the tree itself.
	Paths []string
	// Environ are variables that the interpreter sets, unless they are, to places of the tree: NAME=place.
	Environ []string
	// Out is the folder to make.
	Out string
}

// Make makes the interpreter.
func (h Home) Make(ctx context.Context) error {
	source, err := h.module()
	if err != nil {
		return err
	}
	lib, err := h.library()
	if err != nil {
		return err
	}
	m := merge{what: "making the tree's interpreter"}
	for _, name := range []string{moduleName + ".py", moduleName + ".pth"} {
		m.claims.Add(lib+"/site-packages/"+name, "the tree")
	}
	for _, from := range append([]string{h.Python}, h.Data...) {
		if err := m.add(from); err != nil {
			return err
		}
	}
	return stage.Dir(h.Out, func(tmp string) error {
		executables, err := copyFiles(m.files, tmp)
		if err != nil {
			return err
		}
		site := filepath.Join(tmp, lib, "site-packages")
		for name, content := range map[string]string{moduleName + ".py": source, moduleName + ".pth": "import " + moduleName + "\n"} {
			if err := stage.File(filepath.Join(site, name), []byte(content)); err != nil {
				return err
			}
		}
		python := filepath.Join(h.Python, "bin", path.Base(lib))
		failures, err := pycompile.Files(ctx, python, site, [][]string{{moduleName + ".py"}})
		if err != nil {
			return err
		}
		if len(failures) > 0 {
			return fmt.Errorf("compiling %s: this is a mistake of akbuild's; report it", failures[0])
		}
		return setModes(tmp, executables)
	})
}

// library is the folder of the standard library, such as lib/python3.13.
func (h Home) library() (string, error) {
	found, err := filepath.Glob(filepath.Join(h.Python, "lib", "python3.*", "os.py"))
	if err != nil || len(found) != 1 {
		return "", fmt.Errorf("making the tree's interpreter from %s: it holds %d standard libraries in place of one; give the folder with bin/ and lib/ of one Python", h.Python, len(found))
	}
	return "lib/" + filepath.Base(filepath.Dir(found[0])), nil
}
