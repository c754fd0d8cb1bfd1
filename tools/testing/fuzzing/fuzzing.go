// Package fuzzing runs Go's fuzz tests for a fixed number of inputs within an ordinary test. Longer, by hand:
//
//	go test ./tools/python/pep508 -run '^$' -fuzz '^FuzzRequirement$' -fuzztime 10m
package fuzzing

import (
	"fmt"
	"os"
	"os/exec"
	"testing"
)

// Run runs the fuzz tests of these names in the running test binary, each with so many inputs made from its seeds.
func Run(t *testing.T, inputs int, names ...string) {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			cmd := exec.CommandContext(t.Context(), program,
				"-test.run=^$", "-test.fuzz=^"+name+"$", fmt.Sprintf("-test.fuzztime=%dx", inputs), "-test.parallel=1",
				// A failing input does not have to be the shortest one.
				"-test.fuzzminimizetime=1x", "-test.fuzzcachedir="+t.TempDir())
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
		})
	}
}
