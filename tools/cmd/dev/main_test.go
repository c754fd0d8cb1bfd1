package main

import (
	"strings"
	"testing"
)

func TestOutsideOfBazel(t *testing.T) {
	for _, variable := range []string{"AKBUILD_DEV_MANAGE", "AKBUILD_DEV_POSTGRES"} {
		t.Setenv(variable, "")
	}
	cmd := command()
	cmd.SetArgs(nil)
	err := cmd.ExecuteContext(t.Context())
	if err == nil || !strings.Contains(err.Error(), "run it with ./bazelw run //server:dev") {
		t.Errorf("the error is %v, want the command that works", err)
	}
}
