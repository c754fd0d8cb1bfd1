package main

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// bazel is one whose build takes a while, and which fails if its server goes meanwhile.
const bazel = `#!/bin/bash
for argument; do [[ $argument == --output_user_root=* ]] && outputs=${argument#*=}; done
echo build >>"$outputs/calls"
mkdir -p "$outputs/base/server"
sleep "$STARTS"
(exec -a "server of $outputs" sleep 0.3) &
echo $! >"$outputs/base/server/server.pid.txt"
wait $! || exit 37
`

func TestKilled(t *testing.T) {
	for name, c := range map[string]struct {
		times  int
		within time.Duration
		starts string
		want   int
	}{
		"each time":            {3, time.Millisecond, "0", 3},
		"while it only starts": {2, time.Millisecond, "0.2", 2},
		"done before":          {5, time.Hour, "0", 0},
	} {
		t.Run(name, func(t *testing.T) {
			dir := lay(t, map[string]string{"bin/bazel*": bazel, "outputs/calls": "", "checkout/x": ""})
			t.Setenv("PATH", filepath.Join(dir, "bin")+":"+os.Getenv("PATH"))
			t.Setenv("STARTS", c.starts)
			// A server that was killed long ago, whose number is another process's now.
			stale := filepath.Join(dir, "outputs", "stale", "server")
			if err := os.MkdirAll(stale, 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(stale, "server.pid.txt"), []byte("1\n"), 0o644); err != nil {
				t.Fatal(err)
			}
			s := side{checkout: filepath.Join(dir, "checkout"), outputs: filepath.Join(dir, "outputs")}
			got, err := s.killed(t.Context(), c.times, c.within, rand.New(rand.NewPCG(7, 0)), "//x")
			if err != nil || got != c.want {
				t.Errorf("it was killed %d times, %v, not %d", got, err, c.want)
			}
			calls, err := os.ReadFile(filepath.Join(dir, "outputs", "calls"))
			if want := max(c.want, 1); err != nil || strings.Count(string(calls), "build") != want {
				t.Errorf("bazel was called %d times, not %d", strings.Count(string(calls), "build"), want)
			}
		})
	}
}
