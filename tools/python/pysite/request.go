package pysite

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"akbuild.internal/tools/base/stage"
	"akbuild.internal/tools/base/tree"
	"akbuild.internal/tools/python/pytag"
	"akbuild.internal/tools/python/wheel"
)

// Request says what to install, and where.
type Request struct {
	// Wheels are wheels, or folders of wheels.
	Wheels []string
	// Python is the interpreter that compiles, and that the wheels must be for.
	Python string
	// Beside are the lists of sites that are used together with this one: no file may be in two of them.
	Beside []string
	// Drop are files to leave out, as distribution:path or distribution:folder/**; see Plan.
	Drop []string
	// Strict makes a file that does not compile an error. Otherwise it is installed without byte code, as installers do:
	// some distributions carry templates and tests for other versions.
	Strict bool
	// Out is the folder for modules.
	Out string
	// Scripts is the folder for programs.
	Scripts string
	// Data is the folder for what distributions put below the interpreter's prefix: manual pages, C headers.
	Data string
	// List is the file for the list of all of it.
	List string
}

// Make installs the wheels. Everything that can be known to go wrong is found before the first byte is written.
func Make(ctx context.Context, r Request) error {
	if err := r.checkOutputs(); err != nil {
		return err
	}
	paths, err := wheel.Find(r.Wheels)
	if err != nil {
		return err
	}
	interpreter, err := pytag.Ask(ctx, r.Python)
	if err != nil {
		return err
	}
	p := &plan{interpreter: interpreter}
	defer p.close()
	if err := p.make(r, paths); err != nil {
		return err
	}
	return stage.Dir(r.Out, func(site string) error {
		return stage.Dir(r.Scripts, func(scripts string) error {
			return stage.Dir(r.Data, func(data string) error {
				if err := p.install(ctx, r, map[string]string{inSite: site, inScripts: scripts, inData: data}); err != nil {
					return err
				}
				return stage.File(r.List, []byte(p.list()))
			})
		})
	})
}

// checkOutputs refuses outputs that are there already, or of which one would lie in another.
func (r Request) checkOutputs() error {
	folders := []string{r.Out, r.Scripts, r.Data}
	for _, folder := range folders {
		if err := stage.CheckFree(filepath.Clean(folder)); err != nil {
			return err
		}
	}
	if info, err := os.Stat(r.List); err == nil && info.IsDir() {
		return fmt.Errorf("writing %s: it is a folder, and the list is to be a file; give another place", r.List)
	}
	var absolute []string
	for _, output := range append(folders, r.List) {
		abs, err := filepath.Abs(output)
		if err != nil {
			return fmt.Errorf("finding the output %s: %w", output, tree.Reason(err))
		}
		absolute = append(absolute, abs+string(filepath.Separator))
	}
	for i, inner := range absolute {
		for j, outer := range absolute[:len(folders)] {
			if i != j && strings.HasPrefix(inner, outer) {
				return fmt.Errorf("writing %s: the output %s lies in it, and each must have a place of its own; give another one", filepath.Clean(outer), filepath.Clean(inner))
			}
		}
	}
	return nil
}
