package main

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// watch samples the memory of processes until it is stopped.
type watch struct {
	end  chan struct{}
	peak chan int64
	what string
}

// watching samples what a function says, as often as that.
func watching(what string, every time.Duration, sample func() int64) *watch {
	w := &watch{end: make(chan struct{}), peak: make(chan int64), what: what}
	go func() {
		var peak int64
		for {
			select {
			case <-w.end:
				w.peak <- peak
				return
			case <-time.After(every):
				peak = max(peak, sample())
			}
		}
	}()
	return w
}

// stop returns the most that there was, in bytes.
func (w *watch) stop() int64 {
	close(w.end)
	peak := <-w.peak
	if peak == 0 {
		fail("no %s was seen, whose memory was to be measured", w.what)
	}
	return peak
}

// watchWorkers watches the persistent workers whose program lies below state, for the most that one of them had, with every
// process that it started.
func watchWorkers(state string) *watch {
	return watching("worker", 100*time.Millisecond, func() (most int64) {
		for _, bytes := range resident(running(), func(p process) bool {
			return strings.Contains(p.arguments, "\x00--persistent_worker") && strings.Contains(p.arguments, state)
		}) {
			most = max(most, bytes)
		}
		return most
	})
}

// watchServer watches a Bazel, for all that its server and what that started have at a time.
func watchServer(root string) *watch {
	return watching("server of "+root, time.Second, func() int64 {
		return sum(resident(running(), func(p process) bool {
			return strings.Contains(p.arguments+"\x00", "\x00--output_user_root="+root+"\x00")
		}))
	})
}

// watchChildren watches what a process starts, for all that they have at a time.
func watchChildren(parent int) *watch {
	return watching("command", time.Second, func() int64 {
		return sum(resident(running(), func(p process) bool { return p.parent == int64(parent) }))
	})
}

func sum(sums map[int64]int64) (all int64) {
	for _, bytes := range sums {
		all += bytes
	}
	return all
}

// process is what /proc says of one.
type process struct {
	parent, rss int64
	// arguments have a zero byte between each two.
	arguments string
}

// running are the processes of this machine, by their ids.
func running() map[int64]process {
	all := map[int64]process{}
	entries, _ := filepath.Glob("/proc/[0-9]*")
	for _, dir := range entries {
		id, _ := strconv.ParseInt(filepath.Base(dir), 10, 64)
		arguments, err := os.ReadFile(filepath.Join(dir, "cmdline"))
		if err != nil {
			continue
		}
		p := process{arguments: string(arguments)}
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
	return all
}

// resident sums the resident memory of processes and of all that they started, by the outermost of those that are meant: that of a
// worker is its sandbox. Memory that two share counts twice.
func resident(all map[int64]process, meant func(process) bool) map[int64]int64 {
	sums := map[int64]int64{}
	for id, p := range all {
		top := int64(0)
		for at, seen := id, 0; at != 0 && seen < 64; at, seen = all[at].parent, seen+1 {
			if meant(all[at]) {
				top = at
			}
		}
		if top != 0 {
			sums[top] += p.rss
		}
	}
	return sums
}
