package pylock

import (
	"fmt"
	"maps"
	"slices"
)

// Diff says what changed from one lock to the next, a distribution a line.
func Diff(from, to Lock) []string {
	names := map[string]bool{}
	for name := range from.Distributions {
		names[name] = true
	}
	for name := range to.Distributions {
		names[name] = true
	}
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(names)) {
		before, was := from.Distributions[name]
		after, is := to.Distributions[name]
		switch {
		case !was:
			lines = append(lines, fmt.Sprintf("+ %s %s", name, after.Version))
		case !is:
			lines = append(lines, fmt.Sprintf("- %s %s", name, before.Version))
		case before.Version != after.Version:
			lines = append(lines, fmt.Sprintf("  %s %s -> %s", name, before.Version, after.Version))
		case before.SHA256 != after.SHA256:
			lines = append(lines, fmt.Sprintf("  %s %s: another file, %s -> %s", name, after.Version, before.File, after.File))
		case !slices.Equal(before.Requires, after.Requires):
			lines = append(lines, fmt.Sprintf("  %s %s: asks for %v, was %v", name, after.Version, after.Requires, before.Requires))
		}
	}
	return lines
}
