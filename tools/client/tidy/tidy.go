// Package tidy makes a generated tree what is published of it: less what no build needs, formatted, with fixed modes and
// times.
package tidy

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"

	"akbuild.internal/tools/base/gopackage"
	"akbuild.internal/tools/base/tree"
	"golang.org/x/sync/errgroup"
)

// Keep says whether a file stays.
func (r Rules) Keep(rel string) bool {
	for _, d := range r.Drop {
		if name, ok := strings.CutPrefix(d, "**/"); ok && path.Base(rel) == name {
			return false
		}
		if rel == d || strings.HasSuffix(d, "/") && strings.HasPrefix(rel, d) {
			return false
		}
	}
	return true
}

// Tree tidies the raw tree of a generator into the empty folder dst.
func Tree(generator, raw, dst string, formatter *Formatter) error {
	rules := For(generator)
	files, err := tree.List(raw, tree.Options{Skip: func(rel string, dir bool) bool { return !dir && !rules.Keep(rel) }})
	if err != nil {
		return fmt.Errorf("reading the generated tree: %w", err)
	}
	if err := rules.check(generator, files); err != nil {
		return err
	}
	var verbatim, formatted []tree.File
	for _, f := range files {
		if rules.Format != nil && strings.HasSuffix(f.Rel, rules.Suffix) {
			formatted = append(formatted, f)
		} else {
			verbatim = append(verbatim, f)
		}
	}
	if err := tree.Copy(dst, "", verbatim); err != nil {
		return err
	}
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, f := range formatted {
		group.Go(func() error {
			content, err := formatter.File(f.Path)
			if err != nil {
				return err
			}
			return write(filepath.Join(dst, filepath.FromSlash(f.Rel)), content)
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	return tree.Normalise(dst)
}

// check fails for a tree that has no sources, or sources of more than one package where one is demanded.
func (r Rules) check(generator string, files []tree.File) error {
	if r.Suffix == "" {
		return nil
	}
	for _, f := range files {
		if strings.HasSuffix(f.Rel, r.Suffix) {
			if r.OnePackage {
				if err := gopackage.Single(files); err != nil {
					return fmt.Errorf("tidying the tree of the generator %s: %w", generator, err)
				}
			}
			return nil
		}
	}
	return fmt.Errorf("tidying the tree of the generator %s: it wrote no %s file; see that the schema has paths and that globalProperties do not leave everything out", generator, r.Suffix)
}

func write(name string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return fmt.Errorf("writing %s: %w", name, tree.Reason(err))
	}
	if err := os.WriteFile(name, content, 0o644); err != nil {
		return fmt.Errorf("writing %s: %w", name, tree.Reason(err))
	}
	return nil
}
