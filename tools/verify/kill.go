package main

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// killed builds, and kills Bazel's server as the kernel does when there is no memory, so many times, each up to a time after it was
// started again. What was built by then stays as it is. It returns how often it was killed: a build that is done is not any more.
func (s side) killed(ctx context.Context, times int, within time.Duration, random *rand.Rand, targets ...string) (int, error) {
	for turn := range times {
		moment := time.Duration(random.Float64() * float64(within))
		// What is mounted is seen by what this thread starts.
		build, err := s.command(ctx, "build", append([]string{checkoutFlag}, targets...)...)
		if err != nil {
			return turn, err
		}
		if err := build.Start(); err != nil {
			return turn, fmt.Errorf("building with bazel in %s: %w", s.checkout, err)
		}
		done := make(chan error, 1)
		go func() { done <- build.Wait() }()
		select {
		case err := <-done:
			if err != nil {
				return turn, fmt.Errorf("building with bazel in %s: %w; what it said is above", s.checkout, err)
			}
			return turn, nil
		case <-time.After(moment):
		}
		if err := s.killServer(ctx); err != nil {
			return turn, err
		}
		<-done
		note("killed after %s, %d of %d", moment.Round(time.Millisecond), turn+1, times)
	}
	return times, nil
}

// killServer kills the server of this side's outputs, and waits for one that is only starting.
func (s side) killServer(ctx context.Context) error {
	for {
		files, err := filepath.Glob(filepath.Join(s.outputs, "*", "server", "server.pid.txt"))
		if err != nil {
			return err
		}
		for _, file := range files {
			content, err := os.ReadFile(file)
			if err != nil {
				continue
			}
			pid, err := strconv.Atoi(strings.TrimSpace(string(content)))
			if err != nil {
				continue
			}
			// The file of a server that was killed stays, and its number may be another's by now.
			command, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
			if err != nil || !bytes.Contains(command, []byte(s.outputs)) {
				continue
			}
			return syscall.Kill(pid, syscall.SIGKILL)
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("killing the server of %s: interrupted", s.checkout)
		case <-time.After(100 * time.Millisecond):
		}
	}
}
