package command_test

import (
	"fmt"
	"os"
	"os/exec"
	"testing"

	"akbuild.internal/tools/base/command"
	"github.com/spf13/cobra"
)

// asStep makes this program a build step that says which folder it is in.
const asStep = "AKBUILD_TEST_AS_STEP"

func TestMain(m *testing.M) {
	if os.Getenv(asStep) != "" {
		command.Main(&cobra.Command{Use: "where", RunE: func(cmd *cobra.Command, _ []string) error {
			dir, err := os.Getwd()
			fmt.Fprint(cmd.OutOrStdout(), dir)
			return err
		}})
	}
	os.Exit(m.Run())
}

// A build step stays where Bazel starts it: its paths are of that folder, even below a `bazel run`.
func TestStepStaysInItsFolder(t *testing.T) {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	cmd := exec.Command(program, "where")
	cmd.Dir = dir
	cmd.Env = []string{asStep + "=1", "BUILD_WORKING_DIRECTORY=/", "AKB_CALLER=/"}
	out, err := cmd.Output()
	if err != nil || string(out) != dir {
		t.Errorf("the step is in %q, %v; want %s", out, err, dir)
	}
}
