// Package testenv finds the programs that tests need, in variables that the build sets.
package testenv

import (
	"os"
	"path/filepath"
	"testing"
)

// The variables: a Java binary, openapi-generator-cli's jar, a Go SDK, the gazelle program, PostgreSQL's server, Python
// 3.13, the node program, the npm package typescript and uv.
const (
	Java       = "AKBUILD_TEST_JAVA"
	Jar        = "AKBUILD_TEST_JAR"
	GoRoot     = "AKBUILD_TEST_GO_ROOT"
	Gazelle    = "AKBUILD_TEST_GAZELLE"
	Postgres   = "AKBUILD_TEST_POSTGRES"
	Python     = "AKBUILD_TEST_PYTHON"
	Node       = "AKBUILD_TEST_NODE"
	TypeScript = "AKBUILD_TEST_TYPESCRIPT"
	UV         = "AKBUILD_TEST_UV"

	// BuildBackend names the distributions.json of what wheels are built with, packaging among it.
	BuildBackend = "AKBUILD_TEST_BUILD_BACKEND"

	// Generators lists the pinned versions of OpenAPI Generator. Of each, the variables GeneratorJar and GeneratorHost with the
	// version after them name the jar and the compiled //tools/client/generatorhost.
	Generators    = "AKBUILD_TEST_GENERATORS"
	GeneratorJar  = "AKBUILD_TEST_JAR_"
	GeneratorHost = "AKBUILD_TEST_GENERATOR_HOST_"
)

// Absent ends a test that lacks what the build hands over. `go test` alone has none of it, and skips the test; under Bazel it
// is a fault of the BUILD file, which a skipped test would hide.
func Absent(t testing.TB, format string, args ...any) {
	t.Helper()
	if os.Getenv("TEST_SRCDIR") != "" {
		t.Fatalf(format, args...)
	}
	t.Skipf(format, args...)
}

// Path is the absolute path that a variable names. Under Bazel it may be relative to the working directory, or to the
// runfiles of the main repository, or to all runfiles.
func Path(t testing.TB, variable string) string {
	t.Helper()
	value := os.Getenv(variable)
	if value == "" {
		Absent(t, "%s is not set", variable)
	}
	runfiles := os.Getenv("TEST_SRCDIR")
	for _, base := range []string{"", filepath.Join(runfiles, "_main"), runfiles} {
		candidate, err := filepath.Abs(filepath.Join(base, value))
		if filepath.IsAbs(value) {
			candidate, err = value, nil
		}
		if err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(candidate); err == nil {
			return folderOfRoot(t, candidate)
		}
	}
	t.Fatalf("%s names %s, which is not there", variable, value)
	return ""
}

// folderOfRoot is the Go SDK around its file ROOT, or the npm package around its package.json: a Bazel target names files
// only, and the runfiles hold a link to it.
// Any other path is returned as it is.
func folderOfRoot(t testing.TB, path string) string {
	t.Helper()
	switch filepath.Base(path) {
	case "ROOT", "package.json":
	default:
		return path
	}
	target, err := filepath.EvalSymlinks(path)
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Dir(target)
}

// Go is the go binary of the SDK.
func Go(t testing.TB) string {
	t.Helper()
	return filepath.Join(Path(t, GoRoot), "bin", "go")
}
