package lint

import (
	"bytes"
	"path"
	"slices"
	"testing"
)

// longest is how many lines a file may have: what does not fit has more than one concept in it.
const longest = 300

// data is the kinds of files that programs write or that list facts, which are as long as what there is to list.
var data = []string{".json", ".lock", ".manifest", ".png", ".po", ".sha256", ".sum", ".svg", ".xlf", ".yaml", ".yml"}

func TestFilesAreShort(t *testing.T) {
	visit(t, func(name string) bool {
		return !testdata(name) && !slices.Contains(data, path.Ext(name))
	}, func(name, _ string, content []byte) {
		if lines := bytes.Count(content, []byte("\n")); lines > longest {
			t.Errorf("%s has %d lines, and %d is the most: take a part that has a name of its own into another file", name, lines, longest)
		}
	})
}
