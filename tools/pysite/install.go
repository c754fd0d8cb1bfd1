package pysite

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"akbuild.internal/tools/pycompile"
	"akbuild.internal/tools/tree"
	"golang.org/x/sync/errgroup"
)

// install writes everything below the folders of the three places.
func (p *plan) install(ctx context.Context, r Request, folders map[string]string) error {
	t := &target{folders: folders}
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
		if err := w.finish(t); err != nil {
			return err
		}
	}
	if err := p.compile(ctx, r, folders[inSite]); err != nil {
		return err
	}
	return p.setModes(t)
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
		return fmt.Errorf("compiling %s of %s; mend the source", first, p.owners[inSite+"/"+first.File])
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

// target is where things are written.
type target struct {
	folders map[string]string
	made    map[string]bool
}

func (t *target) path(place string) string {
	where, rest, _ := strings.Cut(place, "/")
	return filepath.Join(t.folders[where], filepath.FromSlash(rest))
}

func (t *target) makeFolders(w *planned) error {
	if t.made == nil {
		t.made = map[string]bool{}
	}
	for _, f := range w.files {
		dir := filepath.Dir(t.path(f.place))
		if t.made[dir] {
			continue
		}
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return fmt.Errorf("installing %s: %w", w.Base, err)
		}
		t.made[dir] = true
	}
	return nil
}

func (t *target) write(place string, content []byte) error {
	out, err := os.OpenFile(t.path(place), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err == nil {
		_, err = out.Write(content)
		if closing := out.Close(); err == nil {
			err = closing
		}
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", place, tree.Reason(err))
	}
	return nil
}

func (t *target) makeExecutable(place string) error {
	if err := os.Chmod(t.path(place), 0o755); err != nil {
		return fmt.Errorf("making %s a program: %w", place, tree.Reason(err))
	}
	return nil
}
