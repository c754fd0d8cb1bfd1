package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// clientRun is one client of one release.
type clientRun struct {
	release, language, target, generator string
	options                              []string
}

// clients compares generating the clients of all pinned releases in one build, with no worker alive and nothing cached, with
// the stock command line, one after the other.
func (b *bench) clients() {
	runs := b.clientRuns()
	targets := make([]string, len(runs))
	for i, r := range runs {
		targets[i] = r.target
	}
	build := append([]string{"build", "--disk_cache=", "--remote_cache=", "--worker_quit_after_build", "--experimental_check_output_files"}, targets...)
	step("building the tools for %d clients", len(runs))
	b.bazel("", build...)
	b.forgetClients()
	step("generating %d clients in one build", len(runs))
	profile := filepath.Join(b.scratch, "clients-profile.json")
	memory := watchWorkers(b.state)
	ours := b.bazel("", append(build, "--profile="+profile, "--slim_profile=false")...).wall
	peak := memory.stop()

	step("generating them with the stock command line, one after the other")
	var stock time.Duration
	for _, r := range runs {
		wall := b.stockRun(r)
		step("%s %s: %s", r.release, r.language, seconds(wall))
		stock += wall
	}
	b.row("clients of all releases in one build / stock CLI one after the other", ours.Seconds()/stock.Seconds(), 0.4,
		fmt.Sprintf("%s / %s, %d clients; %s", seconds(ours), seconds(stock), len(runs), breakdown(profile)))
	b.row("peak memory of one worker / 600 MB", float64(peak)/600e6, 1, fmt.Sprintf("%d MB, everything below its sandbox", peak/1e6))
}

// clientRuns are the clients of the table of releases, with upstream's options.
func (b *bench) clientRuns() []clientRun {
	content, err := os.ReadFile(b.table)
	if err != nil {
		fail("reading the table of releases: %v", err)
	}
	type made struct{ Generator, Config string }
	var table struct {
		GoConfigs map[string]map[string]string
		Releases  map[string]struct{ Go, TypeScript made }
	}
	if err := json.Unmarshal(content, &table); err != nil {
		fail("reading the table of releases: %v", err)
	}
	typescript := slices.Concat(typescriptOptions, []string{"fileContentDataType=Blob", "enumUnknownDefaultCase=true", "useObjectParameters=true"})
	var runs []clientRun
	for _, release := range slices.Sorted(maps.Keys(table.Releases)) {
		r := table.Releases[release]
		var options []string
		for key, value := range table.GoConfigs[r.Go.Config] {
			options = append(options, key+"="+value)
		}
		target := "//clients/releases/" + release
		runs = append(runs,
			clientRun{release, "go", target + ":go_src_upstream", r.Go.Generator, options},
			clientRun{release, "typescript-fetch", target + ":ts_src", r.TypeScript.Generator, typescript})
	}
	return runs
}

func (b *bench) stockRun(r clientRun) time.Duration {
	out := filepath.Join(b.scratch, "stock", r.release, r.language)
	return b.stockOf(b.jars[r.generator], r.language, b.schemas[r.release], r.options, out).wall
}

// forgetClients removes what was generated, and the lists of the generators' options, so that Bazel makes them again.
func (b *bench) forgetClients() {
	bin, err := filepath.EvalSymlinks(filepath.Join(b.workspace, "bazel-bin"))
	if err != nil {
		fail("finding Bazel's outputs: %v", err)
	}
	for _, pattern := range []string{"clients/releases/*/*_src*", "clients/generators/*_options"} {
		found, err := filepath.Glob(filepath.Join(bin, pattern))
		if err != nil || len(found) == 0 {
			fail("finding %s below %s: nothing there, %v", pattern, bin, err)
		}
		for _, f := range found {
			removeAll(f)
		}
	}
}
