package sourcerepo

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"akbuild.internal/tools/base/stage"
	"akbuild.internal/tools/base/tree"
	"akbuild.internal/tools/source/substitute"
)

// readSubstituted reads what takes the place of files of the source, and makes files that come in addition a part of it.
func (l *layout) readSubstituted() error {
	if l.Substitutions == "" {
		return nil
	}
	list, err := substitute.Read(l.Substitutions)
	if err != nil {
		return err
	}
	list = list.Of(substitute.Server)
	if l.substituted, err = list.Contents(l.Tree, ""); err != nil {
		return err
	}
	for _, e := range list.Substitutions {
		_, changed := l.substituted[e.File]
		switch known := slices.ContainsFunc(l.source, func(f tree.File) bool { return f.Rel == e.File }); {
		case e.Add != "":
			l.source = append(l.source, tree.File{Rel: e.File})
		case changed && !known:
			return fmt.Errorf("substituting %q in %s: it is no file of the source's Go side; see the parts of that entry in %s", e.Find, e.File, l.Substitutions)
		}
	}
	slices.SortFunc(l.source, func(a, b tree.File) int { return strings.Compare(a.Rel, b.Rel) })
	return nil
}

// placed are those of files that are placed as they are.
func (l *layout) placed(files []tree.File) []tree.File {
	return slices.DeleteFunc(slices.Clone(files), func(f tree.File) bool {
		_, changed := l.substituted[f.Rel]
		return changed
	})
}

// writeSubstituted writes the files that are not placed as they are.
func (l *layout) writeSubstituted() error {
	for rel, content := range l.substituted {
		name := filepath.Join(l.root, filepath.FromSlash(rel))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return fmt.Errorf("making the folder of %s in %s: %w", rel, l.Out, tree.Reason(err))
		}
		if err := stage.File(name, []byte(content)); err != nil {
			return err
		}
	}
	return nil
}
