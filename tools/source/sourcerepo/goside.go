package sourcerepo

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"akbuild.internal/tools/base/stage"
	"akbuild.internal/tools/base/tree"
)

// goSide keeps the files of a source that Go programs are made of: those in and below the folders of Go packages, which may be
// embedded or served, and those at the top. The Python core has a repository of its own, so that an edited Python file
// does not lay out this one again; a Python file is no part of a Go program even where the two share a folder.
func goSide(files []tree.File) []tree.File {
	goDirs := map[string]bool{}
	for _, p := range packages(files) {
		goDirs[p] = true
	}
	var kept []tree.File
	for _, f := range files {
		if strings.HasSuffix(f.Rel, ".py") {
			continue
		}
		dir := folder(f.Rel)
		inside := dir == ""
		for ; dir != "" && !inside; dir = folder(dir) {
			inside = goDirs[dir]
		}
		if inside {
			kept = append(kept, f)
		}
	}
	return kept
}

// goFolders are top folders that by Go's own conventions hold Go and nothing else.
var goFolders = []string{"cmd", "internal"}

// writeWatchList writes what a change of which may make another outline: the folders in which a file may appear or
// vanish, and the files whose content counts. Folders of Go's alone are watched whole: Bazel cannot do without a folder whose
// listing it is to compare, and Go packages do vanish.
func (l *layout) writeWatchList() error {
	if l.WatchList == "" {
		return nil
	}
	lines := map[string]bool{"folder .\n": true}
	for _, f := range l.source {
		if f.Path == l.Schema || f.Path == "" {
			continue
		}
		if top, _, _ := strings.Cut(f.Rel, "/"); top != f.Rel && slices.Contains(goFolders, top) {
			lines[fmt.Sprintf("whole %s\n", top)] = true
			continue
		}
		for dir := folder(f.Rel); dir != ""; dir = folder(dir) {
			lines[fmt.Sprintf("folder %s\n", dir)] = true
		}
		_, changed := l.substituted[f.Rel]
		if changed || l.Copy || path.Ext(f.Rel) == ".go" || slices.Contains(groupedFiles[:2], f.Rel) {
			lines[fmt.Sprintf("file %s\n", f.Rel)] = true
		}
	}
	return stage.File(l.WatchList, []byte(strings.Join(sortedKeys(lines), "")))
}
