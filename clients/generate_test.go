// Package clients_test calls the command //clients:generate the way `bazel run` does.
package clients_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"akbuild.internal/tools/testing/testenv"
)

const schema = `openapi: 3.0.3
info: {title: Lending desk, version: 2026.8.3}
paths:
  /items/:
    get:
      operationId: items_list
      tags: [items]
      responses:
        '200': {description: Items, content: {application/json: {schema: {$ref: '#/components/schemas/Item'}}}}
components:
  schemas:
    Item: {type: object, required: [id], properties: {id: {type: integer}}}
`

// generate calls the command in its runfiles; the user stands in the folder caller.
func generate(t *testing.T, caller string, environ []string, args ...string) (string, error) {
	t.Helper()
	command := os.Getenv("AKBUILD_GENERATE")
	if command == "" {
		testenv.Absent(t, "AKBUILD_GENERATE is not set: run it with ./bazelw test //clients:clients_test")
	}
	cmd := exec.Command("./"+command, args...)
	cmd.Env = append([]string{"BUILD_WORKING_DIRECTORY=" + caller, "PATH=/usr/bin:/bin"}, environ...)
	output, err := cmd.CombinedOutput()
	return string(output), err
}

func caller(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "my.yml"), []byte(schema), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

func wantFile(t *testing.T, name string, there bool) {
	t.Helper()
	if _, err := os.Stat(name); (err == nil) != there {
		t.Errorf("%s: %v, want it there: %t", name, err, there)
	}
}

func TestGenerate(t *testing.T) {
	dir := caller(t)
	out := filepath.Join(dir, "sub", "client")
	arguments := []string{"--lang", "go", "--schema", "my.yml", "--out", "sub/client"}
	output, err := generate(t, dir, nil, arguments...)
	if err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	for _, line := range []string{
		"generating the go client of my.yml 2026.8.3 with openapi-generator 7.22.0, as for release 2026.8.3\n",
		"the client is in sub/client: 6 files\n",
	} {
		if !strings.Contains(output, line) {
			t.Errorf("it does not say %q:\n%s", line, output)
		}
	}
	wantFile(t, filepath.Join(out, "model_item.go"), true)

	mine := filepath.Join(out, "mine.go")
	if err := os.WriteFile(mine, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	output, err = generate(t, dir, nil, arguments...)
	if want := "akbuild: writing sub/client: it exists and is not empty; --force replaces it with all that is in it\n"; err == nil || output != want {
		t.Errorf("got %q, %v, want %q", output, err, want)
	}
	wantFile(t, mine, true)

	if output, err = generate(t, dir, nil, append(arguments, "--force")...); err != nil {
		t.Errorf("%v\n%s", err, output)
	}
	wantFile(t, mine, false)
	wantFile(t, filepath.Join(out, "model_item.go"), true)
}

// ./bazelw can be called from outside of the checkout; Bazel then runs in it, and the caller's folder is another.
func TestGenerateFromElsewhere(t *testing.T) {
	dir, checkout := caller(t), t.TempDir()
	output, err := generate(t, checkout, []string{"AKB_CALLER=" + dir}, "--lang", "typescript", "--schema", "my.yml", "--out", "client", "--version", "2025.12.6")
	if err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	content, err := os.ReadFile(filepath.Join(dir, "client", "package.json"))
	if err != nil || !strings.Contains(string(content), `"@goauthentik/api"`) || !strings.Contains(string(content), `"2026.8.3"`) {
		t.Errorf("package.json is %q, %v", content, err)
	}
	entries, err := os.ReadDir(checkout)
	if err != nil || len(entries) > 0 {
		t.Errorf("%v, %v in the checkout", entries, err)
	}
}
