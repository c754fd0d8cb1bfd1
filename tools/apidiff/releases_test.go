package apidiff

import (
	"slices"
	"testing"
)

func TestNearest(t *testing.T) {
	known := []string{"2025.12.0", "2025.12.6", "2026.2.0", "2026.8.0-rc1", "2026.8.0"}
	for _, test := range []struct {
		release string
		known   []string
		want    []string
	}{
		{"2025.12.4", known, []string{"2025.12.0", "2025.12.6"}},
		{"2024.1.0", known, []string{"2025.12.0", "2025.12.6"}},
		{"2026.5.0", known, []string{"2026.2.0", "2026.8.0-rc1"}},
		{"2027.1.0", known, []string{"2026.8.0-rc1", "2026.8.0"}},
		{"latest", known, []string{"2026.8.0-rc1", "2026.8.0"}},
		{"2026.5.0", known[:1], []string{"2025.12.0"}},
	} {
		if got := nearest(test.release, test.known); !slices.Equal(got, test.want) {
			t.Errorf("nearest(%s, %v) = %v, want %v", test.release, test.known, got, test.want)
		}
	}
	if !slices.IsSortedFunc(known, compareReleases) {
		t.Errorf("compareReleases puts %v into another order", known)
	}
}
