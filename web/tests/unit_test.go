package tests

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"akbuild.internal/tools/testing/product"
)

// isUnit matches the place of a test that needs no browser.
var isUnit = regexp.MustCompile(`^web/(unit/.*|src/.*\.unit)\.(test|spec)\.ts$`)

// results is what vitest writes of a run.
type results struct {
	NumPassedTests, NumTotalTests int
	TestResults                   []struct {
		Name, Status string
		Message      string
	}
}

// TestUnit: the source's own tests that need no browser pass with the client that is generated for it, every file of them.
func TestUnit(t *testing.T) {
	unit := request(t, "AKBUILD_UNIT")
	want := unit.places(isUnit)
	if len(want) == 0 {
		if product.Sample(t) {
			t.Fatal("the sample has no tests")
		}
		// The contract of a line says whether its sources have some.
		t.Skip("the source has no tests that need no browser: no web/unit and no web/src/**/*.unit.test.ts")
	}
	out, said, err := unit.run(t)
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	content, err := os.ReadFile(filepath.Join(out, "results.json"))
	if err != nil {
		t.Fatal(err)
	}
	var ran results
	if err := json.Unmarshal(content, &ran); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, file := range ran.TestResults {
		_, place, _ := strings.Cut(file.Name, "/web/")
		got = append(got, "web/"+place)
		if file.Status != "passed" {
			t.Errorf("web/%s: %s: %s", place, file.Status, file.Message)
		}
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("it ran %q, the source has %q", got, want)
	}
	if ran.NumTotalTests == 0 || ran.NumPassedTests != ran.NumTotalTests {
		t.Errorf("of %d tests %d passed", ran.NumTotalTests, ran.NumPassedTests)
	}
	t.Logf("%d tests of %d files passed", ran.NumPassedTests, len(got))
}

// TestUnitFails: a test that fails is shown by its name, with what was expected.
func TestUnitFails(t *testing.T) {
	out, said, err := request(t, "AKBUILD_UNIT").run(t, unitTest(t, "robot")...)
	if err == nil || !strings.Contains(said, "knows the robots") || !strings.Contains(said, "expected 'internal' to be 'robot'") {
		t.Errorf("it says %v:\n%s", err, said)
	}
	if _, err := os.Stat(out); err == nil {
		t.Errorf("%s was left behind", out)
	}
}

// unitTest is one more test, of a value that the client has of the schema, as arguments.
func unitTest(t *testing.T, want string) []string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "robots.test.ts")
	content := fmt.Sprintf(`import { UserTypeEnum } from "@goauthentik/api";
import { expect, it } from "vitest";

it("knows the robots", () => {
    expect(UserTypeEnum.Internal).toBe(%q);
});
`, want)
	if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return []string{"--file", "web/unit/robots.test.ts=" + file}
}
