package suite

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"akbuild.internal/tools/product/postgres"
)

// TestGoProgramsAreAlone: a program never runs beside another, which could empty its tables.
func TestGoProgramsAreAlone(t *testing.T) {
	// Whoever the programs run as may make a folder there.
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	script := fmt.Sprintf(`#!/bin/sh
		result="<failure>it is not alone</failure>"
		if mkdir %[1]s/alone; then result=; sleep 0.3; rmdir %[1]s/alone; fi
		echo "<testsuite><testcase name='Test'>$result</testcase></testsuite>" > "$XML_OUTPUT_FILE"
	`, dir)
	s := &session{Run: Run{Logs: t.TempDir()}, home: t.TempDir(), database: &postgres.Server{}}
	for _, name := range []string{"a", "b", "c"} {
		program := filepath.Join(dir, "repository", "internal", name, name+"_test_", name+"_test")
		if err := os.MkdirAll(filepath.Dir(program), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(program, []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
		s.Programs = append(s.Programs, program)
	}
	results, err := s.goPrograms(t.Context())
	if err != nil || len(results) != 3 {
		t.Fatalf("the results are %v, %v", results, err)
	}
	for _, r := range results {
		if r.Outcome != Passed {
			t.Errorf("%s: %s", r.Name, r.Message)
		}
	}
}
