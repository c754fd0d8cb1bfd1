package vendoring

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"akbuild.internal/tools/base/stage"
	"akbuild.internal/tools/base/tree"
	"golang.org/x/mod/modfile"
)

// OverlayRequest says what Overlay lays over what.
type OverlayRequest struct {
	// Source is the source tree; its go.mod is what modules.txt must agree with.
	Source string
	// Vendor is the vendor tree; empty means the folder vendor of Source.
	Vendor string
	// Client is the generated client.
	Client string
	// Module is the client's module path.
	Module string
	// Out is the vendor tree to make.
	Out string
}

// Overlay writes a copy of a vendor tree in which the client's folder holds exactly the generated client.
func Overlay(r OverlayRequest) error {
	if r.Vendor == "" {
		r.Vendor = filepath.Join(r.Source, "vendor")
	}
	modules, own, err := r.modules()
	if err != nil {
		return err
	}
	client, err := readClient(r.Client)
	if err != nil {
		return err
	}
	if err := client.check(modules, r.Vendor); err != nil {
		return err
	}
	if err := own.check(client); err != nil {
		return err
	}
	rest, err := tree.List(r.Vendor, tree.Options{Skip: func(rel string, dir bool) bool {
		return rel == "modules.txt" || own.skip(rel, dir)
	}})
	if err != nil {
		return fmt.Errorf("reading the vendor tree: %w", err)
	}
	return stage.Dir(r.Out, func(tmp string) error {
		if err := tree.Copy(tmp, "", rest); err != nil {
			return err
		}
		if err := tree.Copy(tmp, r.Module, client.files); err != nil {
			return err
		}
		if err := stage.File(filepath.Join(tmp, "modules.txt"), []byte(modules.String())); err != nil {
			return err
		}
		return tree.Normalise(tmp)
	})
}

// modules is the vendor tree's modules.txt with the lines that the client must have: those of go.mod, or in a workspace,
// which has a go.mod for each of its modules, those that are there. own is what of the tree was the client's before.
func (r *OverlayRequest) modules() (modules *modulesTxt, client own, err error) {
	name := filepath.Join(r.Source, "go.mod")
	var goMod *modfile.File
	if !isWorkspace(r.Vendor) || exists(name) {
		if goMod, err = readGoMod(name); err != nil {
			return nil, own{}, err
		}
	}
	modules, readErr := readModulesTxt(r.Vendor)
	if readErr == nil {
		client = modules.own(r.Module)
	}
	if goMod == nil || readErr == nil && modules.workspace {
		if readErr == nil {
			readErr = modules.checkWorkspace(r.Source, r.Module)
		}
		return modules, client, readErr
	}
	required, err := clientRequirement(goMod, name, r.Module)
	if err != nil {
		return nil, own{}, err
	}
	if readErr == nil {
		modules.setClient(required)
	}
	return modules, client, readErr
}

// check fails when the client imports something that the vendor tree does not have.
func (c *clientTree) check(modules *modulesTxt, vendor string) error {
	var missing []string
	for _, p := range c.imports {
		if !modules.has(p) {
			missing = append(missing, p)
		}
	}
	if len(missing) > 0 {
		return fmt.Errorf("laying the client %s over %s: it imports %s, which the vendor tree does not have; require it in go.mod and vendor again", c.root, vendor, strings.Join(missing, ", "))
	}
	return nil
}

// readModulesTxt reads the modules.txt of a vendor tree.
func readModulesTxt(vendor string) (*modulesTxt, error) {
	if info, err := os.Stat(vendor); err != nil {
		return nil, fmt.Errorf("reading the vendor tree %s: %w; make one: %s, or akbuild vendor --modules", vendor, tree.Reason(err), vendorCommand(isWorkspace(vendor)))
	} else if !info.IsDir() {
		return nil, fmt.Errorf("reading the vendor tree %s: it is not a folder", vendor)
	}
	name := filepath.Join(vendor, "modules.txt")
	content, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("reading the vendor tree %s: it has no modules.txt, without which go does not take it for a vendor tree; make it anew: %s", vendor, vendorCommand(isWorkspace(vendor)))
	} else if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, tree.Reason(err))
	}
	return parseModulesTxt(name, content)
}
