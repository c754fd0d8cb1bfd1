package sourcerepo

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path"
	"slices"
	"strings"

	"akbuild.internal/tools/base/stage"
	"akbuild.internal/tools/base/tree"
	"golang.org/x/sync/errgroup"
)

// Outline writes what the layout of a source depends on to r.Out, a file: the names of the files of its Go side, and a hash of
// as much of each as a layout is made of. Two trees with the same outline have the same layout, but for what links show: an
// edited function does not lay a source out again. Of the request it reads Tree, Schema, Substitutions, Copy and WatchList.
func Outline(r Request) error {
	if _, err := r.prefix(); err != nil {
		return err
	}
	l := &layout{Request: r}
	if err := l.listSource(); err != nil {
		return err
	}
	if err := l.writeWatchList(); err != nil {
		return err
	}
	lines := make([]string, len(l.source))
	var group errgroup.Group
	group.SetLimit(8)
	for i, f := range l.source {
		group.Go(func() error {
			counted, err := l.counted(f)
			lines[i] = fmt.Sprintf("%s %x\n", f.Rel, sha256.Sum256(counted))
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	return stage.File(r.Out, []byte(strings.Join(lines, "")))
}

// counted is the part of a file that the layout is made of.
func (l *layout) counted(f tree.File) ([]byte, error) {
	if content, changed := l.substituted[f.Rel]; changed {
		return []byte(content), nil
	}
	whole := l.Copy || slices.Contains(groupedFiles[:2], f.Rel)
	if f.Path == l.Schema || !whole && path.Ext(f.Rel) != ".go" {
		return nil, nil
	}
	content, err := os.ReadFile(f.Path)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", f.Path, tree.Reason(err))
	}
	if whole {
		return content, nil
	}
	return goHead(content), nil
}

// goHead is what a BUILD file is made of in a Go file: all down to its last import, and the patterns of what it embeds. Of a
// file that cannot be parsed it is everything.
func goHead(content []byte) []byte {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, "", content, parser.ImportsOnly)
	if err != nil {
		return content
	}
	end := file.Name.End()
	for _, declaration := range file.Decls {
		if imports, ok := declaration.(*ast.GenDecl); ok && imports.Tok == token.IMPORT {
			end = imports.End()
		}
	}
	at := set.Position(end).Offset
	head := slices.Clone(content[:at])
	for line := range bytes.Lines(content[at:]) {
		if bytes.HasPrefix(bytes.TrimSpace(line), []byte("//go:embed")) {
			head = append(head, line...)
		}
	}
	return head
}
