package suite

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// shownLines bounds what is shown of why a test failed; all of it is in the log.
const shownLines = 40

// Judge compares results with the tests that cannot run, and says what came of it. The callback mine says whether a listed test is
// one of those that were to run here.
func Judge(out io.Writer, results []Result, listed map[string]string, mine func(name string) bool) error {
	var problems []string
	count := map[Outcome]int{}
	there := map[string]bool{}
	cannot := 0
	for _, r := range results {
		there[r.Name] = true
		reason, isListed := listed[r.Name]
		switch {
		case isListed && r.Outcome == Failed:
			cannot++
			continue
		case isListed:
			problems = append(problems, fmt.Sprintf("%s is listed (%s), but it did not fail: take it off the list", r.Name, reason))
		case r.Outcome == Failed:
			problems = append(problems, fmt.Sprintf("%s failed:\n    %s", r.Name, shown(r.Message)))
		}
		count[r.Outcome]++
	}
	for _, name := range slices.Sorted(maps.Keys(listed)) {
		if mine(name) && !there[name] {
			problems = append(problems, fmt.Sprintf("%s is listed, but there is no such test: take it off the list", name))
		}
	}
	if len(results) == 0 {
		problems = append(problems, "no test was run")
	}
	for _, problem := range problems {
		fmt.Fprintln(out, problem)
	}
	fmt.Fprintf(out, "%d tests: %d passed, %d failed, %d skipped by themselves, %d listed because they cannot run here\n",
		len(results), count[Passed], count[Failed], count[Skipped], cannot)
	if len(problems) > 0 {
		return fmt.Errorf("%d of what was found is not as it is to be (above)", len(problems))
	}
	return nil
}

func shown(message string) string {
	lines := strings.Split(message, "\n")
	if len(lines) > shownLines {
		lines = append(append(lines[:shownLines/4:shownLines/4], "..."), lines[len(lines)-shownLines*3/4:]...)
	}
	return strings.Join(lines, "\n    ")
}
