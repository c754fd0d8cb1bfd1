package main

import (
	"os"
	"path/filepath"
	"strings"

	"akbuild.internal/tools/source/lines"
)

// source is what is built while measuring.
type source struct {
	// name is that of //:source.
	name string
	// title is what it is called in the table: the sample, or the version that a checkout is of.
	title string
	// tree is the folder that may be edited: the sample itself, put back afterwards, or a copy of a checkout.
	tree string
	// environ is added to the environment of Bazel.
	environ []string
}

// sources finds the named ones.
func (b *bench) sources(names []string) []source {
	var all []source
	for _, name := range names {
		switch name {
		case "sample":
			all = append(all, source{name: name, title: name, tree: filepath.Join(b.workspace, "sample")})
		case "checkout":
			all = append(all, b.checkout())
		default:
			fail("-source=%s is unknown: use sample, checkout or both, separated by a comma", name)
		}
	}
	return all
}

// checkout copies the checkout that AUTHENTIK_SOURCE names, so that nothing of the user's is edited. The copy lies beside
// Bazel's outputs, since of a tree below /tmp every file would be copied once more at each edit.
func (b *bench) checkout() source {
	original := os.Getenv("AUTHENTIK_SOURCE")
	if original == "" {
		fail("-source=checkout measures with a checkout, which is not named: AUTHENTIK_SOURCE=/path/to/authentik ./bazelw run //bench -- -source=checkout")
	}
	tree := filepath.Join(b.state, "bench", "authentik")
	removeAll(tree)
	if err := os.MkdirAll(filepath.Dir(tree), 0o755); err != nil {
		fail("making a folder for a copy of %s: %v", original, err)
	}
	command{b.scratch, os.Environ(), []string{"cp", "-r", original, tree}}.run()
	version, err := lines.VersionOfTree(tree)
	if err != nil {
		fail("%v", err)
	}
	return source{name: "checkout", title: "authentik " + version, tree: tree, environ: []string{"AUTHENTIK_SOURCE=" + tree}}
}

// file is the first of some files that the source has.
func (s source) file(candidates ...string) string {
	for _, name := range candidates {
		path := filepath.Join(s.tree, filepath.FromSlash(name))
		if _, err := os.Stat(path); err == nil {
			return path
		}
	}
	fail("the source %s has none of %s, one of which is to be edited", s.name, strings.Join(candidates, ", "))
	return ""
}

// build builds targets from the source in turn; root is that of bench.bazel.
func (b *bench) build(root string, args ...string) cost {
	return b.bazel(root, append([]string{"build", "--//:source=" + b.subject.name}, args...)...)
}

// editable reads a file of a source that is to be edited, and returns with it what puts it back as it was, which also happens when the bench fails.
func editable(file string) (original []byte, restore func()) {
	original, err := os.ReadFile(file)
	if err != nil {
		fail("reading the file to change: %v", err)
	}
	restore = func() {
		if err := os.WriteFile(file, original, 0o644); err != nil {
			fail("putting %s back as it was: %v", file, err)
		}
	}
	endings = append(endings, restore)
	return original, restore
}
