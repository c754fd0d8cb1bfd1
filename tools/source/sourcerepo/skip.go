package sourcerepo

import (
	"fmt"
	"path"
	"strings"
)

// skippedDirs are folders that a checkout has and a source does not, wherever they lie.
var skippedDirs = map[string]string{
	".direnv":       "direnv's cache",
	".git":          "version control",
	".mypy_cache":   "cache",
	".pytest_cache": "cache",
	".ruff_cache":   "cache",
	".venv":         "Python environment",
	"__pycache__":   "cache",
	"node_modules":  "npm packages, which come from a lock file",
}

// skippedAtTop are folders left out only at the top of the tree.
var skippedAtTop = map[string]string{
	"gen-go-api": "upstream's place for the generated Go client",
	"gen-py-api": "upstream's place for the generated Python client",
	"gen-ts-api": "upstream's place for the generated TypeScript client",
	"target":     "Cargo's output",
	"vendor":     "Go modules, which come from go.sum",
}

// skipSource says whether a path of a source tree is left out.
func skipSource(rel string, dir bool) bool {
	name := path.Base(rel)
	if dir {
		_, anywhere := skippedDirs[name]
		_, top := skippedAtTop[rel]
		return anywhere || top || rel == name && strings.HasPrefix(name, "bazel-")
	}
	return name == ".git"
}

// buildFile says whether Bazel would take the file for a package's or a repository's.
func buildFile(rel string) bool {
	switch path.Base(rel) {
	case "BUILD", "BUILD.bazel", "MODULE.bazel", "REPO.bazel", "WORKSPACE", "WORKSPACE.bazel":
		return true
	}
	return false
}

// checkName fails for a path that cannot be part of a Bazel label.
func checkName(root, rel string) error {
	if i := strings.IndexFunc(rel, func(r rune) bool { return r == ':' || r == '\\' || r < ' ' || r == 0x7f }); i >= 0 {
		return fmt.Errorf("reading the source %s: the name %q holds the character %q, which Bazel does not allow; rename the file", root, rel, rel[i])
	}
	return nil
}
