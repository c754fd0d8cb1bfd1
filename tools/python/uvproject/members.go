package uvproject

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// Members are the members of a workspace besides its top: those of the tree's project folders that a pattern of members takes
// and none of exclude does. Paths are relative, with slashes.
func Members(projects, members, exclude []string) ([]string, error) {
	var found []string
	for _, folder := range projects {
		in, err := matchAny(members, folder)
		if err != nil {
			return nil, err
		}
		out, err := matchAny(exclude, folder)
		if err != nil {
			return nil, err
		}
		if in && !out && folder != "." {
			found = append(found, folder)
		}
	}
	slices.Sort(found)
	return slices.Compact(found), nil
}

// Plain says whether a pattern names one folder alone.
func Plain(pattern string) bool { return !strings.ContainsAny(pattern, "*?[") }

func matchAny(patterns []string, folder string) (bool, error) {
	for _, pattern := range patterns {
		if ok, err := Match(pattern, folder); ok || err != nil {
			return ok, err
		}
	}
	return false, nil
}

// Match says whether a pattern, such as packages/* or **/python, takes a folder.
func Match(pattern, folder string) (bool, error) {
	// A set that begins with ! is one of others.
	parts := strings.Split(path.Clean(strings.ReplaceAll(pattern, "[!", "[^")), "/")
	for _, part := range parts {
		if _, err := path.Match(part, ""); err != nil {
			return false, fmt.Errorf("the pattern %q cannot be read", pattern)
		}
	}
	return match(parts, strings.Split(folder, "/")), nil
}

// match compares segment by segment; reached[i] says whether the first i parts of the pattern can take what was seen so far.
func match(parts, segments []string) bool {
	reached := make([]bool, len(parts)+1)
	reached[0] = true
	skip := func() {
		for i, part := range parts {
			if part == "**" && reached[i] {
				reached[i+1] = true
			}
		}
	}
	skip()
	for _, segment := range segments {
		next := make([]bool, len(parts)+1)
		for i, part := range parts {
			if !reached[i] {
				continue
			}
			if part == "**" {
				next[i] = true
			} else if ok, _ := path.Match(part, segment); ok {
				next[i+1] = true
			}
		}
		reached = next
		skip()
	}
	return reached[len(parts)]
}
