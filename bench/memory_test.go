package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What a process started counts with the outermost that is meant, and what nobody meant not at all.
func TestResident(t *testing.T) {
	all := map[int64]process{
		1: {arguments: "init", rss: 1}, 2: {parent: 1, arguments: "meant", rss: 10}, 3: {parent: 2, arguments: "meant", rss: 100},
		4: {parent: 3, arguments: "java", rss: 1000}, 5: {parent: 1, arguments: "other", rss: 10000}, 6: {parent: 1, arguments: "meant", rss: 7},
	}
	got := resident(all, func(p process) bool { return strings.Contains(p.arguments, "meant") })
	if diff := cmp.Diff(map[int64]int64{2: 1110, 6: 7}, got); diff != "" {
		t.Error(diff)
	}
	if all := sum(got); all != 1117 {
		t.Errorf("the sum is %d", all)
	}
}
