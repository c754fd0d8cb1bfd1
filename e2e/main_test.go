package e2e

import (
	"testing"

	"akbuild.internal/tools/testing/hidden"
)

// These tests run in no sandbox of Bazel; the user's files are kept from them all the same.
func TestMain(m *testing.M) { hidden.Main(m) }
