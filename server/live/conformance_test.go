package live

import (
	"testing"

	"akbuild.internal/tools/testing/testenv"
)

// TestConformance: answers conform to authentik's real schema, says schemathesis, which lies beside the tree's own distributions.
func TestConformance(t *testing.T) {
	suite{
		tests:   []string{"tests.test_conformance"},
		environ: []string{"AKB_SCHEMA=" + testenv.Path(t, schemaFile), "AKB_SCHEMATHESIS=" + testenv.Path(t, schemathesis)},
	}.run(t, builtTree(t))
}
