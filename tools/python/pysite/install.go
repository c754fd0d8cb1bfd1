package pysite

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"

	"akbuild.internal/tools/base/tree"
	"akbuild.internal/tools/python/pycompile"
	"golang.org/x/sync/errgroup"
)

// install writes everything below the folders of the three places.
func (p *plan) install(ctx context.Context, r Request, folders map[string]string) error {
	t := &target{folders: folders}
	if err := p.unpack(t); err != nil {
		return err
	}
	if err := p.compile(ctx, r, folders[inSite]); err != nil {
		return err
	}
	if err := p.record(t); err != nil {
		return err
	}
	return p.setModes(t)
}

// unpack writes the files of the wheels, and the programs of their entry points.
func (p *plan) unpack(t *target) error {
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, w := range p.wheels {
		if err := t.makeFolders(w); err != nil {
			return err
		}
		for files := range slices.Chunk(w.files, 128) {
			group.Go(func() error {
				for _, f := range files {
					content, err := f.Read()
					if err != nil {
						return err
					}
					if err := t.write(f.place, f.prepared(content)); err != nil {
						return err
					}
				}
				return nil
			})
		}
	}
	if err := group.Wait(); err != nil {
		return err
	}
	for _, w := range p.wheels {
		for _, point := range w.programs {
			if err := t.write(inScripts+"/"+point.Name, launcher(point)); err != nil {
				return err
			}
		}
	}
	return nil
}

// compile makes the byte code, a distribution at a time.
func (p *plan) compile(ctx context.Context, r Request, site string) error {
	var sets [][]string
	for _, w := range p.wheels {
		var set []string
		for _, f := range w.files {
			if name, ok := strings.CutPrefix(f.place, inSite+"/"); ok && strings.HasSuffix(name, ".py") {
				set = append(set, name)
			}
		}
		sets = append(sets, set)
	}
	failures, err := pycompile.Files(ctx, r.Python, site, sets)
	if err != nil {
		return err
	}
	if r.Strict && len(failures) > 0 {
		first := failures[0]
		return fmt.Errorf("compiling %s of %s; mend the source", first, p.claims.Owner(inSite+"/"+first.File))
	}
	return nil
}

// setModes gives everything its mode and time. What an archive marks as executable stays so, and programs are.
func (p *plan) setModes(t *target) error {
	for _, folder := range t.folders {
		if err := tree.Normalise(folder); err != nil {
			return err
		}
	}
	for _, w := range p.wheels {
		for _, f := range w.files {
			if f.Executable || strings.HasPrefix(f.place, inScripts+"/") {
				if err := t.makeExecutable(f.place); err != nil {
					return err
				}
			}
		}
		for _, point := range w.programs {
			if err := t.makeExecutable(inScripts + "/" + point.Name); err != nil {
				return err
			}
		}
	}
	return nil
}
