package tests

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"akbuild.internal/tools/testing/product"
	"akbuild.internal/tools/testing/testenv"
	"akbuild.internal/tools/web/npm"
)

// TestPackages: each part of the build opens the npm packages that the release line lists for it. A package that is missing fails the build
// itself; one that nothing opens any more is fetched and laid out for nothing. What was opened is kept as an output, a list for npm.yaml.
// A list that a line inherits is looked at with the line that has it.
func TestPackages(t *testing.T) {
	line, err := npm.ReadLine(testenv.Path(t, "AKBUILD_NPM"))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string][]string{"bundle": {"BUNDLE", "PROXY"}, "locales": {"LOCALES"}, "sfe": {"SFE"}, "types": {"TYPES"}, "unit": {"UNIT"}}
	for part, programs := range parts {
		t.Run(part, func(t *testing.T) {
			opened, laid := map[string]bool{}, map[string]bool{}
			for _, program := range programs {
				list := filepath.Join(t.TempDir(), "packages")
				more := []string{"--packages", list}
				if program == "UNIT" {
					// Not every source has tests.
					more = append(more, unitTest(t, "internal")...)
				}
				if _, said, err := request(t, "AKBUILD_"+program).run(t, more...); err != nil {
					t.Fatalf("%v\n%s", err, said)
				}
				content, err := os.ReadFile(list)
				if err != nil {
					t.Fatal(err)
				}
				for line := range strings.Lines(string(content)) {
					how, name, _ := strings.Cut(strings.TrimSpace(line), " ")
					laid[name] = true
					opened[name] = opened[name] || how == "opened"
				}
			}
			var needed, left []string
			for name := range laid {
				if opened[name] {
					needed = append(needed, "    - \""+name+"\"\n")
				} else if slices.Contains(line.Reaches[part], name) {
					left = append(left, name)
				}
			}
			slices.Sort(needed)
			slices.Sort(left)
			// The sample's translations take none.
			if len(needed) == 0 && !(product.Sample(t) && part == "locales") {
				t.Error("no package was opened")
			}
			if folder := os.Getenv("TEST_UNDECLARED_OUTPUTS_DIR"); folder != "" {
				if err := os.WriteFile(filepath.Join(folder, part+".yaml"), []byte("  "+part+":\n"+strings.Join(needed, "")), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			// The sample has less of everything than the line whose list it is built with.
			if len(left) > 0 && !product.Sample(t) {
				t.Errorf("nothing of %s was opened: take them out of reaches.%s of lines/…/npm.yaml", strings.Join(left, ", "), part)
			} else {
				t.Logf("opened were %d packages, left alone %q", len(needed), left)
			}
		})
	}
}
