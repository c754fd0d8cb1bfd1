package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"time"
)

// grown are how many releases are built.
var grown = []int{1, 2, 4, 8}

// growth looks at how the time for the clients of some releases, both languages, and the size of the cache grow with their number.
func (b *bench) growth() {
	runs := b.clientRuns()
	most := grown[len(grown)-1]
	step("building the tools for the clients of %d releases, and fetching what is pinned for these", most)
	b.bazel("", append([]string{"build"}, targetsOf(runs, 1)...)...)
	b.bazel("", append([]string{"build", "--nobuild"}, targetsOf(runs, most)...)...)
	var stock []time.Duration
	var one grownTo
	for _, n := range grown {
		now := b.grow(runs, n)
		for len(stock) < 2*n {
			stock = append(stock, b.stockRun(runs[len(stock)]))
		}
		theirs := total(stock)
		if n == 1 {
			one = now
		}
		b.row(fmt.Sprintf("clients of %d of the releases / stock CLI one after the other", n), now.wall.Seconds()/theirs.Seconds(), 0,
			seconds(now.wall)+" / "+seconds(theirs))
		if n > 1 {
			b.row(fmt.Sprintf("clients of %d of the releases: time / %d times that of one", n, n), now.wall.Seconds()/(float64(n)*one.wall.Seconds()), 0,
				fmt.Sprintf("%s / %d times %s", seconds(now.wall), n, seconds(one.wall)))
			b.row(fmt.Sprintf("clients of %d of the releases: cache / %d times that of one", n, n), float64(now.bytes)/float64(int64(n)*one.bytes), 0,
				fmt.Sprintf("%.1f MB / %d times %.1f MB", float64(now.bytes)/1e6, n, float64(one.bytes)/1e6))
		}
	}
}

// grownTo is what the clients of a number of releases took, and what the cache holds of them.
type grownTo struct {
	wall  time.Duration
	bytes int64
}

// grow generates the clients of the first n releases with no worker alive and an empty cache on disk, which is what it measures.
func (b *bench) grow(runs []clientRun, n int) grownTo {
	b.forgetClients()
	disk := filepath.Join(b.state, "bench", "growth")
	removeAll(disk)
	defer removeAll(disk)
	step("generating the clients of %d releases", n)
	took := b.bazel("", append([]string{
		"build", "--disk_cache=" + disk, "--remote_cache=", "--worker_quit_after_build", "--experimental_check_output_files",
	}, targetsOf(runs, n)...)...)
	_, bytes := inCache(disk)
	return grownTo{took.wall, bytes}
}

// targetsOf are the clients of the first n releases, two each.
func targetsOf(runs []clientRun, n int) []string {
	var targets []string
	for _, r := range runs[:2*n] {
		targets = append(targets, r.target)
	}
	slices.Sort(targets)
	return targets
}

func total(all []time.Duration) (sum time.Duration) {
	for _, d := range all {
		sum += d
	}
	return sum
}
