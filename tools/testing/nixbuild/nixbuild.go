// Package nixbuild builds with Nix on the machine's own store, for tests that do: with what repositories of Bazel fetched and nothing
// else, since that is what the ledger lists and a kit has.
package nixbuild

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"akbuild.internal/tools/kit"
)

// imported is what Nix says of each derivation that was built while an expression was evaluated.
var imported = regexp.MustCompile(`(?m)built '([^']+\.drv)\^.* import from derivation`)

// Build builds what the arguments of nix-build name, in the folder dir, and returns the paths in their order. The error has what Nix
// said. Before anything is built it fails if something has to be fetched that no repository of this Bazel asks for.
func Build(t testing.TB, dir string, arguments ...string) ([]string, error) {
	t.Helper()
	out, said, err := nix(t, dir, "nix-instantiate", append([]string{"--option", "trace-import-from-derivation", "true"}, arguments...)...)
	if err != nil {
		return nil, err
	}
	results := strings.Fields(out)
	if len(results) == 0 {
		return nil, nil
	}
	var derivations []string
	for _, result := range results {
		// One of several outputs is written drv!output.
		name, _, _ := strings.Cut(result, "!")
		derivations = append(derivations, name)
	}
	for _, found := range imported.FindAllStringSubmatch(said, -1) {
		derivations = append(derivations, found[1])
	}
	if err := listed(t, derivations); err != nil {
		return nil, err
	}
	out, _, err = nix(t, dir, "nix-store", append([]string{"--realise"}, results...)...)
	return strings.Fields(out), err
}

// listed fails for derivations that need what no repository asks for.
func listed(t testing.TB, derivations []string) error {
	t.Helper()
	base, _, inBazel := strings.Cut(os.Getenv("TEST_SRCDIR"), "/execroot/")
	if !inBazel {
		return errors.New("finding Bazel's folder: TEST_SRCDIR does not lie in it; run the test with ./bazelw test and the tag local")
	}
	missing, err := kit.Checkout{OutputBase: base, Source: "sample"}.Unlisted(t.Context(), derivations)
	if err != nil {
		return err
	}
	if len(missing) > 0 {
		return fmt.Errorf("building with Nix: %d things from outside are asked for by no repository, so that no kit has them: %s; add the repository that fetches them to the test's data",
			len(missing), strings.Join(missing, ", "))
	}
	return nil
}

// nix runs a command of Nix. It has the store's own configuration, and a home of the test's, since Nix keeps a cache of evaluations there.
func nix(t testing.TB, dir, name string, arguments ...string) (out, said string, err error) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, arguments...)
	cmd.Dir, cmd.Env = dir, []string{"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir(), "LC_ALL=C.UTF-8"}
	var printed, problem bytes.Buffer
	cmd.Stdout, cmd.Stderr = &printed, &problem
	if err := cmd.Run(); err != nil {
		return "", "", errors.Join(err, errors.New(problem.String()))
	}
	return printed.String(), problem.String(), nil
}
