package webbuild

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"akbuild.internal/tools/base/memo"
	"akbuild.internal/tools/base/stage"
	"akbuild.internal/tools/base/tree"
)

// Messages writes what translations are made from: of each file of src its messages and imports alone. Without a src there are none.
// What came of a file depends on that file alone; a worker remembers it.
func (t TypeScript) Messages(ctx context.Context, src, out string) error {
	return stage.Dir(out, func(tmp string) error {
		if src == "" {
			return nil
		}
		files, err := tree.List(src, tree.Options{Skip: func(rel string, dir bool) bool { return !dir && !strings.HasSuffix(rel, ".ts") }})
		if err != nil {
			return err
		}
		remembered, keys := memo.From(ctx), t.keys(src, files)
		var fresh []tree.File
		for _, file := range files {
			key, ok := keys[file.Rel]
			var content []byte
			if ok {
				content, ok = remembered.Get(key)
			}
			if !ok {
				fresh = append(fresh, file)
			} else if err := stage.File(filepath.Join(tmp, file.Rel), content); err != nil {
				return err
			}
		}
		if err := t.fresh(ctx, fresh, tmp); err != nil {
			return fmt.Errorf("looking for what is to be translated in %s: %w", src, err)
		}
		for _, file := range fresh {
			content, err := os.ReadFile(filepath.Join(tmp, file.Rel))
			if err != nil {
				return fmt.Errorf("reading what is to be translated in %s: %w", file.Path, tree.Reason(err))
			}
			if key, ok := keys[file.Rel]; ok {
				remembered.Put(key, content)
			}
		}
		return nil
	})
}

// fresh runs the script on some files.
func (t TypeScript) fresh(ctx context.Context, files []tree.File, out string) error {
	if len(files) == 0 {
		return nil
	}
	scratch, err := os.MkdirTemp("", "akbuild-messages-")
	if err != nil {
		return fmt.Errorf("making a temporary folder: %w", tree.Reason(err))
	}
	defer os.RemoveAll(scratch)
	if err := tree.Copy(scratch, "", files); err != nil {
		return err
	}
	return t.run(ctx, scratch, out)
}

// keys names what comes of each file, by the digests of the file and of all that is no file of src: node, the script and the
// TypeScript compiler. It is empty outside of a worker.
func (t TypeScript) keys(src string, files []tree.File) map[string]memo.Key {
	if t.Inputs == nil {
		return nil
	}
	var others []byte
	for _, file := range slices.Sorted(maps.Keys(t.Inputs)) {
		if !strings.HasPrefix(file, src+"/") {
			others = fmt.Appendf(others, "%q %q\n", file, t.Inputs[file])
		}
	}
	keys := map[string]memo.Key{}
	for _, file := range files {
		if digest := t.Inputs[file.Path]; digest != "" {
			keys[file.Rel] = memo.KeyOf(others, []byte(file.Rel), []byte(digest))
		}
	}
	return keys
}
