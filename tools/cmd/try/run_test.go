package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"akbuild.internal/tools/testenv"
)

func TestOutsideOfBazel(t *testing.T) {
	for _, variable := range []string{coreFile, serverBundle, postgresFile} {
		t.Setenv(variable, "")
	}
	cmd := command()
	cmd.SetArgs(nil)
	err := cmd.ExecuteContext(t.Context())
	if err == nil || !strings.Contains(err.Error(), "run it with ./bazelw run //tools/cmd/try") {
		t.Errorf("the error is %v, want the command that works", err)
	}
}

// TestPartEnds has an ak whose worker cannot work: the server is ended too, nothing stays, and the error says which part it was.
func TestPartEnds(t *testing.T) {
	core, server := t.TempDir(), t.TempDir()
	script := `#!/bin/sh
echo "$1 at $AUTHENTIK_POSTGRESQL__HOST" >&2
[ "$1" = server ] || { sleep 0.5; exit 77; }
trap 'echo "server told to end" >&2; exit 0' TERM
while :; do sleep 0.05; done
`
	if err := os.MkdirAll(filepath.Join(core, "bin"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(core, "bin", "ak"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	// Both parts write there, as they do to a terminal.
	stderr, err := os.Create(filepath.Join(t.TempDir(), "stderr"))
	if err != nil {
		t.Fatal(err)
	}
	defer stderr.Close()
	var stdout bytes.Buffer
	o := options{core: core, server: server, postgres: filepath.Dir(testenv.Path(t, testenv.Postgres)), http: "127.0.0.1:1", https: "off"}
	err = run(t.Context(), o, &stdout, stderr)
	if want := "the worker ended by itself (exit status 77)"; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("the error is %v, want %q", err, want)
	}
	said, err := os.ReadFile(stderr.Name())
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"worker at /tmp/akpg", "server at /tmp/akpg", "server told to end"} {
		if !strings.Contains(string(said), want) {
			t.Errorf("the parts say %q, want %q", said, want)
		}
	}
	if stdout.Len() > 0 {
		t.Errorf("it says %q", stdout.String())
	}
	for _, pattern := range []string{"/tmp/akpg*/data", "/tmp/aktry*/server"} {
		if found, _ := filepath.Glob(pattern); len(found) > 0 && os.Getenv("TEST_TMPDIR") != "" {
			t.Errorf("%v is still there", found)
		}
	}
}
