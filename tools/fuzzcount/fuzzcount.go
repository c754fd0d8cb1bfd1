// Package fuzzcount lets a test target run one of Go's fuzz tests for a fixed number of inputs: Bazel has no flag for a folder
// that the test may write, which Go's fuzzing wants.
package fuzzcount

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

// Variable names a fuzz test and how many inputs it gets, as in FuzzParse=2000x. Without it a package's tests run as ever, a
// fuzz test with its seeds alone.
const Variable = "AKBUILD_FUZZ"

// Main runs a package's tests; its TestMain is to call it.
func Main(m *testing.M) {
	if wanted := os.Getenv(Variable); wanted != "" {
		name, count, ok := strings.Cut(wanted, "=")
		if !ok || !strings.HasSuffix(count, "x") {
			fmt.Fprintf(os.Stderr, "reading %s=%s: it is not NAME=COUNTx\n", Variable, wanted)
			os.Exit(2)
		}
		flag.Parse()
		for key, value := range map[string]string{
			"test.run": "^$", "test.fuzz": "^" + name + "$", "test.fuzztime": count, "test.parallel": "1",
			"test.fuzzcachedir": os.TempDir(), "test.v": "true",
		} {
			if err := flag.Set(key, value); err != nil {
				fmt.Fprintf(os.Stderr, "fuzzing: %v\n", err)
				os.Exit(2)
			}
		}
	}
	os.Exit(m.Run())
}
