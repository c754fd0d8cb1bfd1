package main

import (
	"context"
	"io"
	"os"
	"testing"

	"akbuild.internal/tools/testing/fakegen"
	"akbuild.internal/tools/testing/fakeproxy"
	"akbuild.internal/tools/testing/golden"
	"akbuild.internal/tools/testing/testenv"
	"akbuild.internal/tools/testing/wheeltest"
)

func TestMain(m *testing.M) {
	fakegen.Main()
	os.Exit(m.Run())
}

// TestGolden runs every folder of testdata; see package golden. The cases are named after the command.
func TestGolden(t *testing.T) {
	suite := golden.Suite{
		Command: func(args []string, stdout, stderr io.Writer) int {
			return program.Run(context.Background(), args, stdout, stderr)
		},
		Var: variable,
		Prepare: func(t testing.TB, in string) {
			fakeproxy.Prepare(t, in)
			wheeltest.Prepare(t, in)
		},
	}
	suite.Run(t, "testdata")
}

// variable gives the programs that cases name: the real ones, or FAKE, which is this test acting as the generator.
func variable(t *testing.T, name string) string {
	t.Helper()
	switch name {
	case "FAKE":
		exe, err := os.Executable()
		if err != nil {
			t.Fatal(err)
		}
		return exe
	case "JAVA":
		return testenv.Path(t, testenv.Java)
	case "JAR":
		return testenv.Path(t, testenv.Jar)
	case "GO":
		return testenv.Go(t)
	case "GOROOT":
		return testenv.Path(t, testenv.GoRoot)
	case "PYTHON":
		return testenv.Path(t, testenv.Python)
	case "NODE":
		return testenv.Path(t, testenv.Node)
	case "TYPESCRIPT":
		return testenv.Path(t, testenv.TypeScript)
	case "GAZELLE":
		return testenv.Path(t, testenv.Gazelle)
	}
	t.Fatalf("no variable %s", name)
	return ""
}
