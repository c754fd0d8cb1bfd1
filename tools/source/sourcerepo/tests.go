package sourcerepo

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"akbuild.internal/tools/base/tree"
)

// testRule is a test as gazelle writes it.
var testRule = regexp.MustCompile(`(?m)^go_test\(\n    name = "([^"]+)",`)

// groupTests adds the group go_tests to the BUILD file at the top: the tests that gazelle made for the source's packages.
func (l *layout) groupTests() error {
	if l.Tree == "" {
		return nil
	}
	var found []string
	for _, pkg := range packages(l.source) {
		name := filepath.Join(l.root, filepath.FromSlash(pkg), "BUILD.bazel")
		content, err := os.ReadFile(name)
		if err != nil {
			return fmt.Errorf("reading %s: %w", name, tree.Reason(err))
		}
		for _, match := range testRule.FindAllSubmatch(content, -1) {
			found = append(found, fmt.Sprintf("        \"//%s:%s\",\n", pkg, match[1]))
		}
	}
	name := filepath.Join(l.root, "BUILD.bazel")
	content, err := os.ReadFile(name)
	if err == nil {
		group := "\nfilegroup(\n    name = \"go_tests\",\n    testonly = True,\n    srcs = [\n" + strings.Join(found, "") + "    ],\n)\n"
		err = os.WriteFile(name, append(content, group...), 0o644)
	}
	if err != nil {
		return fmt.Errorf("adding the tests to %s: %w", name, tree.Reason(err))
	}
	return nil
}
