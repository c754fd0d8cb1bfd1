package substitute

import (
	"path"
	"slices"
	"strings"

	"akbuild.internal/tools/base/nearest"
	"akbuild.internal/tools/base/tree"
)

// Moved is the part of a sentence that says where a missing file may be now, given all files of its tree: one of the same
// name in the nearest folder, or one with a similar path; empty when there is none.
func Moved(file string, all []string) string {
	var same []string
	for _, name := range all {
		if path.Base(name) == path.Base(file) {
			same = append(same, name)
		}
	}
	slices.SortStableFunc(same, func(a, b string) int { return shared(b, file) - shared(a, file) })
	near := slices.Concat(nearest.Words(file, all, 1), same)
	if len(near) == 0 {
		return ""
	}
	return "; did it move to " + near[0] + "?"
}

// names are the files below a folder, for Moved; none if they cannot be listed.
func names(in string) []string {
	files, err := tree.List(in, tree.Options{
		Dangling: func(string) {},
		Skip: func(rel string, dir bool) bool {
			return dir && slices.Contains([]string{".git", "node_modules"}, path.Base(rel))
		},
	})
	if err != nil {
		return nil
	}
	var all []string
	for _, f := range files {
		all = append(all, f.Rel)
	}
	return all
}

// shared is how many leading folders two paths have in common.
func shared(a, b string) int {
	as, bs := strings.Split(a, "/"), strings.Split(b, "/")
	n := 0
	for n < len(as) && n < len(bs) && as[n] == bs[n] {
		n++
	}
	return n
}
