package main

import (
	"path/filepath"
	"strings"
	"testing"

	"akbuild.internal/tools/product/devserver"
)

func TestOutsideOfBazel(t *testing.T) {
	for _, variable := range []string{productFile, postgresFile} {
		t.Setenv(variable, "")
	}
	cmd := command()
	cmd.SetArgs(nil)
	err := cmd.ExecuteContext(t.Context())
	if err == nil || !strings.Contains(err.Error(), "run it with ./bazelw run //server:dev") {
		t.Errorf("the error is %v, want the command that works", err)
	}
}

// TestData: a folder that the user names lies where the user is, not in the runfiles.
func TestData(t *testing.T) {
	here := t.TempDir()
	t.Setenv("BUILD_WORKING_DIRECTORY", here)
	for _, variable := range []string{productFile, postgresFile} {
		t.Setenv(variable, here)
	}
	for given, want := range map[string]string{"": "", "kept": filepath.Join(here, "kept"), "/kept": "/kept"} {
		o := devserver.Options{Data: given}
		if err := find(&o); err != nil || o.Data != want {
			t.Errorf("--data %q is %q, %v; want %q", given, o.Data, err, want)
		}
	}
}
