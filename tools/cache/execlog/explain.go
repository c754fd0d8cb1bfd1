package execlog

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// shown is how many of a kind are shown: a screen holds the answer.
const shown = 5

// Explain says why actions of the second build were not in the cache that the first one filled.
func Explain(out io.Writer, first, second *Log) {
	var missed []*action
	for _, a := range second.actions {
		if !a.hit {
			missed = append(missed, a)
		}
	}
	if len(missed) == 0 {
		fmt.Fprintf(out, "all %d actions of %s came from a cache\n", len(second.actions), second.Name)
		return
	}
	fmt.Fprintf(out, "%d of the %d actions of %s were in no cache\n", len(missed), len(second.actions), second.Name)
	made := map[string]bool{}
	for _, a := range missed {
		for _, output := range a.outputs {
			made[output] = true
		}
	}
	for _, a := range missed {
		if reasons := first.reasons(a, made); len(reasons) > 0 {
			fmt.Fprintf(out, "the first that differs for a reason of its own: %s of %s\n", a.mnemonic, a.label)
			for _, reason := range reasons {
				fmt.Fprintln(out, "  "+reason)
			}
			return
		}
	}
	a := missed[0]
	fmt.Fprintf(out, "the first: %s of %s\n  nothing that it depends on differs: the cache did not have it, since it lost it or nobody wrote it there\n", a.mnemonic, a.label)
}

// reasons is how an action differs from the one of the same name here, leaving out inputs that other missed actions made.
func (l *Log) reasons(a *action, made map[string]bool) []string {
	other := l.by[a.name]
	if other == nil {
		return []string{"there is no such action in " + l.Name}
	}
	var reasons []string
	reasons = append(reasons, lists("its command line", other.command, a.command)...)
	reasons = append(reasons, lists("its environment", other.environ, a.environ)...)
	reasons = append(reasons, lists("its platform", other.platform, a.platform)...)
	var differing []string
	for _, path := range slices.Sorted(maps.Keys(a.inputs)) {
		hash, there := other.inputs[path]
		switch {
		case below(path, made):
		case !there:
			differing = append(differing, fmt.Sprintf("its input %s is new", path))
		case hash != a.inputs[path]:
			differing = append(differing, fmt.Sprintf("its input %s was %s and is %s", path, short(hash), short(a.inputs[path])))
		}
	}
	for _, path := range slices.Sorted(maps.Keys(other.inputs)) {
		if _, there := a.inputs[path]; !there && !below(path, made) {
			differing = append(differing, fmt.Sprintf("its input %s is gone", path))
		}
	}
	if len(differing) > shown {
		differing = append(differing[:shown], fmt.Sprintf("and %d inputs more", len(differing)-shown))
	}
	return append(reasons, differing...)
}

// below says whether a path is one of the outputs, or lies in one that is a folder.
func below(path string, outputs map[string]bool) bool {
	for at := len(path); at > 0; at = strings.LastIndexByte(path[:at], '/') {
		if outputs[path[:at]] {
			return true
		}
	}
	return false
}

// lists is how two lists differ, in a few lines.
func lists(what string, before, after []string) []string {
	if slices.Equal(before, after) {
		return nil
	}
	var said []string
	for i := range max(len(before), len(after)) {
		was, is := at(before, i), at(after, i)
		if was == is {
			continue
		}
		if said = append(said, fmt.Sprintf("%s had %s and has %s", what, was, is)); len(said) == shown {
			break
		}
	}
	return said
}

func at(list []string, i int) string {
	if i >= len(list) {
		return "nothing"
	}
	return fmt.Sprintf("%q", list[i])
}

func short(hash string) string {
	if len(hash) == 64 {
		return hash[:12]
	}
	return hash
}
