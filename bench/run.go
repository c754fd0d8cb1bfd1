package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"time"
)

// cost is what one run of a command took.
type cost struct {
	wall time.Duration
	// memory is the largest resident set of the command or of a process that it waited for, bytes.
	memory int64
}

// command is something to measure.
type command struct {
	dir     string
	environ []string
	args    []string
}

// run runs the command once; a failure ends the bench with the command's output.
func (c command) run() cost {
	cmd := exec.Command(c.args[0], c.args[1:]...)
	cmd.Dir, cmd.Env = c.dir, c.environ
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	start := time.Now()
	err := cmd.Run()
	wall := time.Since(start)
	if err != nil {
		fail("%s: %v\n%s", strings.Join(c.args, " "), err, out.String())
	}
	used := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	return cost{wall: wall, memory: used.Maxrss * 1024}
}

// median of an odd number of values.
func median[T int64 | time.Duration | float64](values []T) T {
	sorted := slices.Clone(values)
	slices.Sort(sorted)
	return sorted[len(sorted)/2]
}

// pairs runs a and b in turn, n times each, and returns the median costs. Taking turns makes the ratio hold when the
// machine's speed drifts.
func pairs(n int, a, b func() cost) (cost, cost) {
	var walls [2][]time.Duration
	var memories [2][]int64
	for range n {
		for i, f := range []func() cost{a, b} {
			c := f()
			walls[i] = append(walls[i], c.wall)
			memories[i] = append(memories[i], c.memory)
		}
	}
	return cost{median(walls[0]), median(memories[0])}, cost{median(walls[1]), median(memories[1])}
}

// endings end what runs beside the bench when it fails, and put back what it edits.
var endings []func()

func fail(format string, args ...any) {
	// One that fails itself ends the others, too.
	for len(endings) > 0 {
		end := endings[0]
		endings = endings[1:]
		end()
	}
	fmt.Fprintf(os.Stderr, "bench: "+format+"\n", args...)
	os.Exit(1)
}

func step(format string, args ...any) {
	fmt.Fprintf(os.Stderr, "bench: "+format+"\n", args...)
}
