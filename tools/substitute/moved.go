package substitute

import (
	"path"
	"slices"
	"strings"

	"akbuild.internal/tools/nearest"
	"akbuild.internal/tools/tree"
)

// Moved is the part of a sentence that says where a file that is missing below in may be now: a file of the same name in
// the nearest folder, or one with a similar path; empty when there is none.
func Moved(in, file string) string {
	files, err := tree.List(in, tree.Options{
		Dangling: func(string) {},
		Skip: func(rel string, dir bool) bool {
			return dir && slices.Contains([]string{".git", "node_modules"}, path.Base(rel))
		},
	})
	if err != nil {
		return ""
	}
	var same, all []string
	for _, f := range files {
		all = append(all, f.Rel)
		if path.Base(f.Rel) == path.Base(file) {
			same = append(same, f.Rel)
		}
	}
	slices.SortStableFunc(same, func(a, b string) int { return shared(b, file) - shared(a, file) })
	near := slices.Concat(nearest.Words(file, all, 1), same)
	if len(near) == 0 {
		return ""
	}
	return "; did it move to " + near[0] + "?"
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
