// Command suite runs the tests of a source tree on what was built of it. Bazel's rule suite_test starts it, and says in variables
// what is where.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"akbuild.internal/tools/product/suite"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "suite:", err)
		os.Exit(1)
	}
}

// run reads the variables.
func run(ctx context.Context) error {
	r := suite.Run{
		Programs: strings.Fields(os.Getenv("AKBUILD_SUITE_PROGRAMS")),
		Lists:    strings.Fields(os.Getenv("AKBUILD_SUITE_LISTS")),
		Logs:     os.Getenv("TEST_TMPDIR"),
		Only:     os.Getenv("AKBUILD_SUITE_ONLY"),
		XML:      os.Getenv("XML_OUTPUT_FILE"),
		Out:      os.Stdout,
	}
	for _, part := range []struct {
		variable string
		place    *string
		up       int
	}{
		{"AKBUILD_SUITE_MANAGE", &r.Core, 1},
		{"AKBUILD_SUITE_POSTGRES", &r.Postgres, 1},
		{"AKBUILD_SUITE_SCHEMA", &r.Schema, 0},
		{"AKBUILD_SUITE_WHEELS", &r.Wheels, 0},
	} {
		if part.place == &r.Wheels && os.Getenv(part.variable) == "" {
			// Go's tests need none.
			continue
		}
		path, err := filepath.EvalSymlinks(os.Getenv(part.variable))
		if err == nil {
			path, err = filepath.Abs(path)
		}
		if err != nil || os.Getenv(part.variable) == "" {
			return fmt.Errorf("%s does not say where a part of it is; ./bazelw test //upstream/... says it to the test", part.variable)
		}
		for range part.up {
			path = filepath.Dir(path)
		}
		*part.place = path
	}
	// The source's files lie beside each other in the runfiles, wherever each of them comes from.
	source, err := filepath.Abs(filepath.Dir(os.Getenv("AKBUILD_SUITE_PYPROJECT")))
	if err != nil {
		return fmt.Errorf("finding the source: %w", err)
	}
	r.Source = source
	r.Shard, _ = strconv.Atoi(os.Getenv("TEST_SHARD_INDEX"))
	r.Shards, _ = strconv.Atoi(os.Getenv("TEST_TOTAL_SHARDS"))
	if file := os.Getenv("TEST_SHARD_STATUS_FILE"); file != "" {
		// Says that we know what shards are.
		if err := os.WriteFile(file, nil, 0o644); err != nil {
			return fmt.Errorf("answering that there are shards: %w", err)
		}
	}
	switch kind := os.Getenv("AKBUILD_SUITE_LANGUAGE"); kind {
	case "go":
		err = r.Go(ctx)
	case "python":
		err = r.Python(ctx)
	case "schema":
		err = r.APISchema(ctx)
	default:
		err = fmt.Errorf("AKBUILD_SUITE_LANGUAGE is %q, of which there are no tests; ./bazelw test //upstream/... says it to the test", kind)
	}
	if kept := os.Getenv("TEST_UNDECLARED_OUTPUTS_DIR"); err != nil && kept != "" {
		err = errors.Join(err, keepLogs(r.Logs, kept))
	}
	return err
}

// keepLogs copies what the tests wrote to where Bazel keeps it.
func keepLogs(from, to string) error {
	logs, err := filepath.Glob(filepath.Join(from, "*.log"))
	for _, log := range logs {
		content, problem := os.ReadFile(log)
		if problem == nil {
			problem = os.WriteFile(filepath.Join(to, filepath.Base(log)), content, 0o644)
		}
		err = errors.Join(err, problem)
	}
	return err
}
