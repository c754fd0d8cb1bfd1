package main

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// watch samples the memory of workers until it is stopped.
type watch struct {
	end  chan struct{}
	peak chan int64
}

// watchWorkers watches the persistent workers whose program lies below state.
func watchWorkers(state string) *watch {
	w := &watch{end: make(chan struct{}), peak: make(chan int64)}
	go func() {
		var peak int64
		for {
			select {
			case <-w.end:
				w.peak <- peak
				return
			case <-time.After(100 * time.Millisecond):
				for _, bytes := range workers(state) {
					peak = max(peak, bytes)
				}
			}
		}
	}()
	return w
}

// stop returns the most that one worker had, with every process that it started, in bytes.
func (w *watch) stop() int64 {
	close(w.end)
	peak := <-w.peak
	if peak == 0 {
		fail("no worker was seen: Bazel generated without one")
	}
	return peak
}

// process is what /proc says of one.
type process struct {
	parent, rss int64
	worker      bool
}

// workers sums the resident memory of each worker's processes.
func workers(state string) map[int64]int64 {
	all := map[int64]process{}
	entries, _ := filepath.Glob("/proc/[0-9]*")
	for _, dir := range entries {
		id, _ := strconv.ParseInt(filepath.Base(dir), 10, 64)
		arguments, err := os.ReadFile(filepath.Join(dir, "cmdline"))
		if err != nil {
			continue
		}
		p := process{worker: strings.Contains(string(arguments), "\x00--persistent_worker") && strings.Contains(string(arguments), state)}
		status, _ := os.ReadFile(filepath.Join(dir, "status"))
		for line := range strings.Lines(string(status)) {
			key, value, _ := strings.Cut(line, ":")
			number, _ := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(value), " kB"), 10, 64)
			switch key {
			case "PPid":
				p.parent = number
			case "VmRSS":
				p.rss = number * 1024
			}
		}
		all[id] = p
	}
	sums := map[int64]int64{}
	for id, p := range all {
		// The outermost process of a worker, its sandbox, has them all.
		top := int64(0)
		for at, seen := id, 0; at != 0 && seen < 64; at, seen = all[at].parent, seen+1 {
			if all[at].worker {
				top = at
			}
		}
		if top != 0 {
			sums[top] += p.rss
		}
	}
	return sums
}
