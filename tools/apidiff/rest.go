package apidiff

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
)

// compareRest fails when two documents differ in something of which nobody could say whether the change breaks clients.
func compareRest(from, to *schema) error {
	var differ []string
	for _, place := range slices.Sorted(maps.Keys(both(from.rest, to.rest))) {
		a, before := from.rest[place]
		b, after := to.rest[place]
		if a != b || before != after {
			differ = append(differ, place)
		}
	}
	if len(differ) == 0 {
		return nil
	}
	what, more := "the keyword "+path.Base(differ[0]), ""
	if name, ok := strings.CutPrefix(differ[0], "#/webhooks/"); ok {
		what = "the webhook " + name
	}
	if len(differ) > 1 {
		more = fmt.Sprintf(" (and in %d more places)", len(differ)-1)
	}
	return fmt.Errorf("comparing %s with %s: they differ in %s, at %s%s, and changes of that cannot be told breaking or not; compare by eye", from.file, to.file, what, differ[0], more)
}

func both(a, b map[string]string) map[string]string {
	all := maps.Clone(a)
	if all == nil {
		all = map[string]string{}
	}
	maps.Copy(all, b)
	return all
}
