package apidiff

import (
	"slices"
	"strings"

	"akbuild.internal/tools/client/openapi"
	"github.com/oasdiff/oasdiff/checker"
	"github.com/oasdiff/oasdiff/utils"
)

// levelOfTypes is the level of a change of types where one of the two is no single type: a list, or anything at all. oasdiff
// takes each such change for breaking, or for harmless, whichever way it goes.
func levelOfTypes(c checker.Change) (level Level, known bool) {
	var lists []utils.StringList
	for _, arg := range c.GetArgs() {
		if list, ok := arg.(utils.StringList); ok {
			lists = append(lists, list)
		}
	}
	if len(lists) != 2 || len(lists[0]) == 1 && len(lists[1]) == 1 {
		return "", false
	}
	before, after := lists[0], lists[1]
	harmless := within(before, after)
	switch id := c.GetId(); {
	case strings.HasPrefix(id, "response-"):
		harmless = within(after, before)
	case strings.HasPrefix(id, "request-parameter-"):
		// In an address everything is a text.
		harmless = harmless || slices.Contains(after, "string")
	}
	if harmless {
		return Other, true
	}
	return Breaking, true
}

// within says whether each value of some types is one of other types. No types are all.
func within(types, others []string) bool {
	if len(others) == 0 {
		return true
	}
	return len(types) > 0 && !slices.ContainsFunc(types, func(t string) bool {
		return !slices.Contains(others, t) && (t != "integer" || !slices.Contains(others, "number"))
	})
}

// internalName says whether a change is of a schema that was made only to compare.
func internalName(c checker.Change) bool {
	return slices.ContainsFunc(c.GetArgs(), func(arg any) bool {
		name, ok := arg.(string)
		return ok && strings.Contains(name, openapi.Made)
	}) && c.GetId() == checker.APISchemasRemovedId
}
