// Package suite runs the tests that a source tree brings itself, on what was built of it: Python's on the installed tree, Go's as
// the programs that Bazel made of them. A list says which of them cannot run where nothing but the tree is; whatever else fails is
// a failure, and so is a listed test that passes.
package suite

import (
	"encoding/xml"
	"fmt"
	"os"
	"strings"
)

// Outcome is what came of a test.
type Outcome int

// The outcomes.
const (
	Passed Outcome = iota
	Skipped
	Failed
)

// Result is one test that ran.
type Result struct {
	// Name is the test's, as lists have it: authentik.lib.tests.test_config.TestConfig.test_env or internal/config.TestConfig.
	Name string
	// Outcome is what came of it.
	Outcome Outcome
	// Message is why, if it did not pass.
	Message string
}

// junit is the part of a JUnit XML file that matters here; the element at its top has either name.
type junit struct {
	Suites []junit     `xml:"testsuite"`
	Cases  []junitCase `xml:"testcase"`
}

type junitCase struct {
	Class   string      `xml:"classname,attr"`
	Name    string      `xml:"name,attr"`
	Failure *junitCause `xml:"failure"`
	Error   *junitCause `xml:"error"`
	Skipped *junitCause `xml:"skipped"`
}

type junitCause struct {
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}

// readResults reads a JUnit XML file. The callback name makes a test's name of those of its class and itself.
func readResults(file string, name func(class, test string) string) ([]Result, error) {
	content, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("reading the results: %w", err)
	}
	var top junit
	if err := xml.Unmarshal(content, &top); err != nil {
		return nil, fmt.Errorf("reading the results in %s: %w", file, err)
	}
	var results []Result
	index := map[string]int{}
	var walk func(junit)
	walk = func(suite junit) {
		for _, c := range suite.Cases {
			r := Result{Name: name(c.Class, c.Name)}
			for _, cause := range []struct {
				of      *junitCause
				outcome Outcome
			}{{c.Skipped, Skipped}, {c.Failure, Failed}, {c.Error, Failed}} {
				if cause.of != nil {
					r.Outcome, r.Message = cause.outcome, strings.TrimSpace(cause.of.Message+"\n"+cause.of.Text)
				}
			}
			// A test that fails and whose tear-down fails too is there twice.
			if i, twice := index[r.Name]; twice {
				if r.Outcome > results[i].Outcome {
					results[i] = r
				}
				continue
			}
			index[r.Name] = len(results)
			results = append(results, r)
		}
		for _, below := range suite.Suites {
			walk(below)
		}
	}
	walk(top)
	return results, nil
}

// writeResults writes results as a JUnit XML file, which is how Bazel shows single tests.
func writeResults(file string, results []Result) error {
	out := struct {
		XMLName xml.Name `xml:"testsuite"`
		junit
	}{}
	for _, r := range results {
		c := junitCase{Name: r.Name}
		cause := &junitCause{Text: r.Message}
		switch r.Outcome {
		case Failed:
			c.Failure = cause
		case Skipped:
			c.Skipped = cause
		}
		out.Cases = append(out.Cases, c)
	}
	content, err := xml.Marshal(out)
	if err == nil {
		err = os.WriteFile(file, content, 0o644)
	}
	if err != nil {
		return fmt.Errorf("writing the results: %w", err)
	}
	return nil
}
