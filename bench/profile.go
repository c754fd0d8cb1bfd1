package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
)

// event is one entry of Bazel's profile that lasted.
type event struct {
	Category string  `json:"cat"`
	Name     string  `json:"name"`
	Duration float64 `json:"dur"` // microseconds
	Args     struct {
		Mnemonic string `json:"mnemonic"`
	} `json:"args"`
}

// breakdown sums up a Bazel profile: seconds of actions by mnemonic (two run at a time) and of repositories.
func breakdown(file string) string {
	f, err := os.Open(file)
	if err != nil {
		fail("reading Bazel's profile: %v", err)
	}
	defer f.Close()
	content, err := io.ReadAll(f)
	if err != nil {
		fail("reading Bazel's profile: %v", err)
	}
	var profile struct {
		Events []event `json:"traceEvents"`
	}
	if err := json.Unmarshal(content, &profile); err != nil {
		fail("reading Bazel's profile: %v", err)
	}
	sums := map[string]float64{}
	for _, e := range profile.Events {
		switch {
		case e.Category == "action processing" && e.Args.Mnemonic != "":
			sums[e.Args.Mnemonic] += e.Duration / 1e6
		case strings.Contains(strings.ToLower(e.Category), "repository"):
			sums["repositories"] += e.Duration / 1e6
		case e.Name == "Launch Blaze":
			sums["server start"] += e.Duration / 1e6
		}
	}
	names := slices.SortedFunc(maps.Keys(sums), func(a, b string) int {
		if sums[a] > sums[b] {
			return -1
		}
		return 1
	})
	var parts []string
	for _, name := range names[:min(6, len(names))] {
		parts = append(parts, fmt.Sprintf("%s %.1f s", name, sums[name]))
	}
	return strings.Join(parts, ", ")
}
