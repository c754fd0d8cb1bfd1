package apidiff_test

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"akbuild.internal/tools/apidiff"
	"akbuild.internal/tools/testing/golden"
	"akbuild.internal/tools/testing/testenv"
	"github.com/spf13/pflag"
	"golang.org/x/tools/txtar"
)

// TestGolden runs every folder of testdata; see package golden. Each case finds the files of shared.txtar in $IN
// besides its own.
func TestGolden(t *testing.T) {
	suite := golden.Suite{
		Command: func(args []string, stdout, stderr io.Writer) int { return command(t, args, stdout, stderr) },
		Var: func(t *testing.T, name string) string {
			return testenv.Path(t, "AKBUILD_TEST_"+name)
		},
		Prepare: share,
	}
	suite.Run(t, "testdata")
}

// command does what akbuild api-diff does, with the same flags.
func command(t *testing.T, args []string, stdout, stderr io.Writer) int {
	var r apidiff.Request
	flags := pflag.NewFlagSet("api-diff", pflag.ContinueOnError)
	r.AddFlags(flags)
	if err := flags.Parse(args); err != nil {
		t.Fatal(err)
	}
	r.From, r.To = flags.Arg(0), flags.Arg(1)
	breaking, err := apidiff.Run(t.Context(), stdout, r)
	switch {
	case err != nil:
		fmt.Fprintln(stderr, err)
		return 1
	case breaking && r.FailOnBreaking:
		return 1
	}
	return 0
}

func share(t testing.TB, in string) {
	archive, err := txtar.ParseFile(filepath.Join("testdata", "shared.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range archive.Files {
		name := filepath.Join(in, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
