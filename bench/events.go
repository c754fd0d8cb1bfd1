package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
)

// runners are how many actions of a build each kind of runner had, a cache being one.
type runners map[string]int

// readRunners reads them from Bazel's build events (--build_event_json_file).
func readRunners(file string) runners {
	f, err := os.Open(file)
	if err != nil {
		fail("reading Bazel's build events: %v", err)
	}
	defer f.Close()
	r, err := parseRunners(f)
	if err != nil {
		fail("reading Bazel's build events in %s: %v", file, err)
	}
	return r
}

func parseRunners(events io.Reader) (runners, error) {
	for decoder := json.NewDecoder(events); ; {
		var event struct {
			BuildMetrics struct {
				ActionSummary struct {
					RunnerCount []struct {
						Name  string
						Count int
					}
				}
			}
		}
		if err := decoder.Decode(&event); errors.Is(err, io.EOF) {
			return nil, errors.New("they do not say what ran the actions")
		} else if err != nil {
			return nil, err
		}
		if counts := event.BuildMetrics.ActionSummary.RunnerCount; len(counts) > 0 {
			found := runners{}
			for _, c := range counts {
				// Bazel's own, such as links and lists of arguments, take no time and are in no cache.
				if c.Name != "total" && c.Name != "internal" {
					found[c.Name] = c.Count
				}
			}
			return found, nil
		}
	}
}

// all is how many actions there were, ran how many of them came from no cache.
func (r runners) all() (n int) {
	for _, count := range r {
		n += count
	}
	return n
}

func (r runners) ran() (n int) {
	for name, count := range r {
		if !strings.HasSuffix(name, "cache hit") {
			n += count
		}
	}
	return n
}

// String is for the table.
func (r runners) String() string {
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(r)) {
		parts = append(parts, fmt.Sprint(r[name], " ", name))
	}
	return strings.Join(parts, ", ")
}

// traffic is what a remote cache was asked, and what that moved in both directions.
type traffic struct {
	requests int
	bytes    int64
}

// readTraffic reads the log of the cache.
func readTraffic(log string) traffic {
	content, err := os.ReadFile(log)
	if err != nil {
		fail("reading the log of the remote cache: %v", err)
	}
	found, err := parseTraffic(string(content))
	if err != nil {
		fail("reading the log of the remote cache: %v", err)
	}
	return found
}

func parseTraffic(log string) (found traffic, err error) {
	for line := range strings.Lines(log) {
		var method string
		var status int
		var sent, received int64
		if _, err := fmt.Sscan(line, &method, &status, &sent, &received); err != nil {
			return found, fmt.Errorf("it has the line %q: %w", line, err)
		}
		found.requests++
		found.bytes += sent + received
	}
	return found, nil
}

func (t traffic) less(before traffic) traffic {
	return traffic{t.requests - before.requests, t.bytes - before.bytes}
}
