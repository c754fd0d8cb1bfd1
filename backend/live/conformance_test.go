package live

import (
	"testing"

	"akbuild.internal/tools/testing/testenv"
)

// TestConformance: answers conform to authentik's real schema. It tries less than the sample does by default, to stay within
// the time that CI has.
func TestConformance(t *testing.T) {
	suite{
		tests: []string{"tests.test_conformance"},
		environ: []string{
			"AKB_SCHEMA=" + testenv.Path(t, schemaFile), "AKB_SCHEMATHESIS=" + testenv.Path(t, schemathesis),
			"AKB_EXAMPLES=10", "AKB_PHASES=fuzzing",
		},
	}.run(t, builtTree(t))
}
