package suite

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// results is what pytest writes: one of each outcome, one that failed twice, and one in a suite of its own.
const results = `<?xml version="1.0"?><testsuites><testsuite name="pytest">
<testcase classname="a.tests.T" name="test_passed"/>
<testcase classname="a.tests.T" name="test_failed"><failure message="1 != 2">Traceback</failure></testcase>
<testcase classname="a.tests.T" name="test_failed"><error message="tear-down"/></testcase>
<testcase classname="a.tests.T" name="test_skipped"><skipped message="not here"/></testcase>
<testsuite><testcase classname="b.tests.T" name="test_network"><error message="no route"/></testcase></testsuite>
</testsuite></testsuites>`

func read(t *testing.T) []Result {
	t.Helper()
	file := filepath.Join(t.TempDir(), "unittest.xml")
	if err := os.WriteFile(file, []byte(results), 0o600); err != nil {
		t.Fatal(err)
	}
	found, err := readResults(file, func(class, test string) string { return class + "." + test })
	if err != nil {
		t.Fatal(err)
	}
	// What Bazel gets reads like what pytest wrote.
	if err := writeResults(file, found); err != nil {
		t.Fatal(err)
	}
	again, err := readResults(file, func(_, test string) string { return test })
	if err != nil || len(again) != len(found) {
		t.Fatalf("written and read again it is %v, %v", again, err)
	}
	for i := range again {
		if again[i].Name != found[i].Name || again[i].Outcome != found[i].Outcome {
			t.Errorf("written and read again, %v is %v", found[i], again[i])
		}
	}
	return found
}

// TestJudge: each difference between list and results is said, and nothing but that.
func TestJudge(t *testing.T) {
	const failed, network = "a.tests.T.test_failed", "b.tests.T.test_network"
	for name, c := range map[string]struct {
		listed []string
		others bool
		want   []string
	}{
		"as listed":       {listed: []string{failed, network}},
		"unlisted":        {listed: []string{network}, want: []string{failed + " failed:\n    1 != 2"}},
		"listed, passes":  {listed: []string{failed, network, "a.tests.T.test_passed"}, want: []string{"a.tests.T.test_passed is listed (because), but it did not fail"}},
		"listed, skipped": {listed: []string{failed, network, "a.tests.T.test_skipped"}, want: []string{"a.tests.T.test_skipped is listed (because), but it did not fail"}},
		"listed, gone":    {listed: []string{failed, network, "a.tests.T.test_gone"}, want: []string{"a.tests.T.test_gone is listed, but there is no such test"}},
		"another shard's": {listed: []string{failed, network, "a.tests.T.test_gone"}, others: true},
	} {
		t.Run(name, func(t *testing.T) {
			listed := map[string]string{}
			for _, test := range c.listed {
				listed[test] = "because"
			}
			var out strings.Builder
			err := Judge(&out, read(t), listed, func(string) bool { return !c.others })
			if (err != nil) != (len(c.want) > 0) {
				t.Errorf("the error is %v", err)
			}
			for _, want := range c.want {
				if !strings.Contains(out.String(), want) {
					t.Errorf("it says %s\nwant %s", out.String(), want)
				}
			}
			if !strings.Contains(out.String(), "4 tests: 1 passed") {
				t.Errorf("the last line is missing: %s", out.String())
			}
		})
	}
}

func TestNothingRan(t *testing.T) {
	var out strings.Builder
	if err := Judge(&out, nil, nil, func(string) bool { return true }); err == nil || !strings.Contains(out.String(), "no test was run") {
		t.Errorf("it says %s, %v", out.String(), err)
	}
}
