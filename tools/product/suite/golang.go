package suite

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Go runs the Go tests, against a database that the core has migrated.
func (r Run) Go(ctx context.Context) error {
	return r.begin(ctx, func(l List) Tests { return l.Go }, func(s *session) ([]Result, error) {
		if err := s.migrate(ctx); err != nil {
			return nil, err
		}
		return s.goPrograms(ctx)
	}, func(*session, string) bool { return true })
}

// migrate has the core make the database's tables.
func (s *session) migrate(ctx context.Context) error {
	ended, err := s.start(ctx, "migrate", s.Core, s.environ(), filepath.Join(s.Core, "bin", "python"), "-m", "lifecycle.migrate")
	if err == nil && ended != nil {
		err = fmt.Errorf("migrating the database for the tests: %w:\n%s", ended, s.lastLines("migrate", shownLines))
	}
	return err
}

// packageOf is the Go package that a test program of Bazel's is of: its folder in its repository.
func packageOf(program string) string {
	// ../<repository>/<package>/<name>_test_/<name>_test
	parts := strings.Split(filepath.ToSlash(program), "/")
	for i, part := range parts {
		if part == ".." && i+2 < len(parts) {
			parts = parts[i+2:]
			break
		}
	}
	return strings.Join(parts[:max(0, len(parts)-2)], "/")
}

// goPrograms runs the test programs one after the other: they share the database, and several packages empty the same tables.
func (s *session) goPrograms(ctx context.Context) ([]Result, error) {
	var results []Result
	for _, program := range s.Programs {
		some, err := s.goProgram(ctx, program)
		if err != nil {
			return nil, err
		}
		results = append(results, some...)
	}
	return results, nil
}

// goProgram runs one test program. It writes its results itself, as it does for Bazel.
func (s *session) goProgram(ctx context.Context, program string) ([]Result, error) {
	pkg := packageOf(program)
	name := "go-" + strings.ReplaceAll(pkg, "/", "-")
	path, err := filepath.Abs(program)
	if err != nil {
		return nil, fmt.Errorf("finding %s: %w", program, err)
	}
	made, temp := filepath.Join(s.home, name+".xml"), filepath.Join(s.home, name)
	if err := os.Mkdir(temp, 0o755); err != nil {
		return nil, fmt.Errorf("making a folder for %s: %w", pkg, err)
	}
	environ := s.environ("XML_OUTPUT_FILE="+made, "TEST_TARGET="+pkg, "TMPDIR="+temp, "TEST_TMPDIR="+temp)
	for _, variable := range []string{"TEST_SRCDIR", "TEST_WORKSPACE", "RUNFILES_DIR"} {
		environ = append(environ, variable+"="+os.Getenv(variable))
	}
	ended, err := s.start(ctx, name, filepath.Dir(path), environ, path, "-test.v")
	if err != nil {
		return nil, err
	}
	results, err := readResults(made, func(_, test string) string { return pkg + "." + test })
	switch failed := slices.ContainsFunc(results, func(r Result) bool { return r.Outcome == Failed }); {
	case err != nil:
		return nil, fmt.Errorf("running the tests of %s: %w; the program ended so (%v):\n%s", pkg, err, ended, s.lastLines(name, shownLines))
	case ended != nil && !failed:
		return nil, fmt.Errorf("running the tests of %s: no test failed, but the program did (%w):\n%s", pkg, ended, s.lastLines(name, shownLines))
	}
	return results, nil
}
