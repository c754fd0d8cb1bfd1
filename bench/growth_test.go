package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The clients of a release are two.
func TestTargetsOf(t *testing.T) {
	runs := []clientRun{{target: "//1:go"}, {target: "//1:ts"}, {target: "//2:go"}, {target: "//2:ts"}, {target: "//3:go"}, {target: "//3:ts"}}
	if diff := cmp.Diff([]string{"//1:go", "//1:ts", "//2:go", "//2:ts"}, targetsOf(runs, 2)); diff != "" {
		t.Error(diff)
	}
}
