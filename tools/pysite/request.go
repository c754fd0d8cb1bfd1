package pysite

import (
	"context"
	"fmt"
	"strings"

	"akbuild.internal/tools/stage"
	"akbuild.internal/tools/wheel"
)

// Request says what to install, and where.
type Request struct {
	// Wheels are wheels, or folders of wheels.
	Wheels []string
	// Python is the interpreter that compiles.
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

// Make installs the wheels.
func Make(ctx context.Context, r Request) error {
	paths, err := wheel.Find(r.Wheels)
	if err != nil {
		return err
	}
	p := &plan{owners: map[string]string{}}
	defer p.close()
	if err := p.readDrops(r.Drop); err != nil {
		return err
	}
	if err := p.readBeside(r.Beside); err != nil {
		return err
	}
	for _, path := range paths {
		if err := p.add(path); err != nil {
			return err
		}
	}
	if err := p.checkDrops(); err != nil {
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

// The places of a file, which are the first parts of its path in a list.
const (
	inSite    = "site"
	inScripts = "bin"
	inData    = "data"
)

// drop is a file or folder of a distribution that is left out.
type drop struct {
	text, distribution, path string
	used                     bool
}

func (p *plan) readDrops(drops []string) error {
	for _, text := range drops {
		distribution, path, ok := strings.Cut(text, ":")
		if !ok || distribution == "" || path == "" {
			return fmt.Errorf("reading what to leave out: %q is not of the form distribution:path or distribution:folder/**", text)
		}
		if !strings.HasPrefix(path, inScripts+"/") && !strings.HasPrefix(path, inData+"/") {
			path = inSite + "/" + path
		}
		p.drops = append(p.drops, &drop{text: text, distribution: wheel.Normalise(distribution), path: path})
	}
	return nil
}

// dropped says whether a file is to be left out.
func (p *plan) dropped(distribution, place string) bool {
	for _, d := range p.drops {
		if d.distribution != wheel.Normalise(distribution) {
			continue
		}
		folder, whole := strings.CutSuffix(d.path, "**")
		if d.path == place || whole && strings.HasPrefix(place, folder) {
			d.used = true
			return true
		}
	}
	return false
}

// checkDrops fails for what was to be left out and is not there: it has changed its place, and somebody should look.
func (p *plan) checkDrops() error {
	for _, d := range p.drops {
		if !d.used {
			return fmt.Errorf("leaving out %s: no wheel here brings such a file; remove it from the list of what is left out", d.text)
		}
	}
	return nil
}
