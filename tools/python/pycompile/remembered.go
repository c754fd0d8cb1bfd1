package pycompile

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"akbuild.internal/tools/base/memo"
	"akbuild.internal/tools/base/tree"
)

// remembered is the byte code that a persistent worker made before: most files of a source are the same the next time.
type remembered struct {
	memo         *memo.Memo
	python, root string
	// unknown are the keys of the files whose byte code is not remembered, by name.
	unknown map[string]memo.Key
}

// newRemembered is for files below root and an interpreter. That one's real place is where Nix put it: another one is elsewhere.
func newRemembered(ctx context.Context, python, root string) (*remembered, error) {
	r := &remembered{memo: memo.From(ctx), root: root, unknown: map[string]memo.Key{}}
	if r.memo == nil {
		return r, nil
	}
	var err error
	if r.python, err = filepath.EvalSymlinks(python); err != nil {
		return nil, fmt.Errorf("finding the interpreter %s: %w", python, tree.Reason(err))
	}
	return r, nil
}

// key is that of a file's byte code: it holds the file's name, too.
func (r *remembered) key(name string) (memo.Key, error) {
	content, err := os.ReadFile(filepath.Join(r.root, name))
	if err != nil {
		return memo.Key{}, fmt.Errorf("reading %s: %w", name, tree.Reason(err))
	}
	return memo.KeyOf([]byte(driver), []byte(r.python), []byte(name), content), nil
}

// restore writes the byte code that is remembered, and returns the files that have none.
func (r *remembered) restore(sets [][]string) ([][]string, error) {
	if r.memo == nil {
		return sets, nil
	}
	var left [][]string
	for _, set := range sets {
		var unknown []string
		for _, name := range set {
			key, err := r.key(name)
			if err != nil {
				return nil, err
			}
			packed, ok := r.memo.Get(key)
			if !ok {
				unknown = append(unknown, name)
				r.unknown[name] = key
				continue
			}
			// The name of the file, a line break, its content.
			base, content, _ := strings.Cut(string(packed), "\n")
			folder := filepath.Join(r.root, filepath.Dir(name), "__pycache__")
			if err := os.MkdirAll(folder, 0o755); err != nil {
				return nil, fmt.Errorf("writing the byte code of %s: %w", name, tree.Reason(err))
			}
			if err := os.WriteFile(filepath.Join(folder, base), []byte(content), 0o644); err != nil {
				return nil, fmt.Errorf("writing the byte code of %s: %w", name, tree.Reason(err))
			}
		}
		if len(unknown) > 0 {
			left = append(left, unknown)
		}
	}
	return left, nil
}

// keep remembers what was compiled.
func (r *remembered) keep(sets [][]string, failures []Failure) error {
	if r.memo == nil {
		return nil
	}
	for _, name := range slices.Concat(sets...) {
		if slices.ContainsFunc(failures, func(f Failure) bool { return f.File == name }) {
			continue
		}
		compiled, err := byteCodeOf(filepath.Join(r.root, name))
		if err != nil {
			return err
		}
		content, err := os.ReadFile(compiled)
		if err != nil {
			return fmt.Errorf("reading the byte code of %s: %w", name, tree.Reason(err))
		}
		r.memo.Put(r.unknown[name], append([]byte(filepath.Base(compiled)+"\n"), content...))
	}
	return nil
}

// byteCodeOf is the path of a module's byte code, whatever the interpreter calls itself in the name: STEM.TAG.pyc.
func byteCodeOf(module string) (string, error) {
	folder, base := filepath.Split(module)
	folder = filepath.Join(folder, "__pycache__")
	entries, err := os.ReadDir(folder)
	if err != nil {
		return "", fmt.Errorf("looking for the byte code of %s: %w", module, tree.Reason(err))
	}
	for _, e := range entries {
		tag, ok := strings.CutPrefix(e.Name(), strings.TrimSuffix(base, ".py")+".")
		if tag, compiled := strings.CutSuffix(tag, ".pyc"); ok && compiled && !strings.Contains(tag, ".") {
			return filepath.Join(folder, e.Name()), nil
		}
	}
	return "", fmt.Errorf("looking for the byte code of %s: there is none in %s", module, folder)
}
