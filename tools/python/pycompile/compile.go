package pycompile

import (
	"bufio"
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"akbuild.internal/tools/python/pyrun"
)

//go:embed compile.py
var driver string

// groupSize is how many files one process compiles at most: fewer would cost more processes, more would leave cores idle.
const groupSize = 64

// Failure is a file that is no Python of this interpreter's version.
type Failure struct {
	// File is its path below the root.
	File string `json:"file"`
	// Line is where, or 0.
	Line int `json:"line"`
	// Reason is what the compiler says.
	Reason string `json:"reason"`
}

// Files compiles files below root, sets of which belong together: those of a distribution, say. The byte code of a set
// depends on nothing outside it. Files that do not compile are returned, by path. The byte code of a file that is remembered
// (package memo) is written as it is.
func Files(ctx context.Context, python, root string, sets [][]string) ([]Failure, error) {
	remembered, err := newRemembered(ctx, python, root)
	if err != nil {
		return nil, err
	}
	if sets, err = remembered.restore(sets); err != nil {
		return nil, err
	}
	failures, err := compile(ctx, python, root, sets)
	if err != nil {
		return nil, err
	}
	return failures, remembered.keep(sets, failures)
}

func compile(ctx context.Context, python, root string, sets [][]string) ([]Failure, error) {
	var groups [][]string
	for _, set := range sets {
		groups = append(groups, slices.Collect(slices.Chunk(slices.Sorted(slices.Values(set)), groupSize))...)
	}
	if len(groups) == 0 {
		return nil, nil
	}
	reports, err := os.MkdirTemp("", "akbuild-compile-")
	if err != nil {
		return nil, fmt.Errorf("making a temporary folder: %w", err)
	}
	defer os.RemoveAll(reports)
	job, err := json.Marshal(map[string]any{
		"root": root, "groups": groups, "processes": runtime.GOMAXPROCS(0), "failures": reports,
	})
	if err != nil {
		return nil, err
	}
	if err := pyrun.Run(ctx, pyrun.Script{Python: python, Source: driver, Stdin: job}); err != nil {
		return nil, fmt.Errorf("compiling the Python files below %s: %w", root, err)
	}
	return readFailures(reports, len(groups))
}

func readFailures(dir string, groups int) ([]Failure, error) {
	var failures []Failure
	for i := range groups {
		content, err := os.ReadFile(filepath.Join(dir, strconv.Itoa(i)))
		if err != nil {
			return nil, fmt.Errorf("reading what was compiled: %w", err)
		}
		lines := bufio.NewScanner(bytes.NewReader(content))
		for lines.Scan() {
			var f Failure
			if err := json.Unmarshal(lines.Bytes(), &f); err != nil {
				return nil, fmt.Errorf("reading what was compiled: %w", err)
			}
			failures = append(failures, f)
		}
		if err := lines.Err(); err != nil {
			return nil, fmt.Errorf("reading what was compiled: %w", err)
		}
	}
	slices.SortFunc(failures, func(a, b Failure) int { return strings.Compare(a.File, b.File) })
	return failures, nil
}

// String is the failure as a sentence's end.
func (f Failure) String() string {
	if f.Line == 0 {
		return fmt.Sprintf("%s: %s", f.File, f.Reason)
	}
	return fmt.Sprintf("%s, line %d: %s", f.File, f.Line, f.Reason)
}
