package generate

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"akbuild.internal/tools/base/manifest"
	"akbuild.internal/tools/testing/fakegen"
	"github.com/google/go-cmp/cmp"
)

const lendingDesk = `openapi: 3.0.3
info: {title: Lending desk, version: 1.0.0}
paths: {}
`

// As a worker and as an action with a file of arguments, the command gives the same tree, or the same sentence.
func TestMain(m *testing.M) {
	fakegen.Main()
	os.Exit(m.Run())
}

func TestWorkerAndActionAreAlike(t *testing.T) {
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, content := range map[string]string{
		"jar/generator.jar": "see package fakegen",
		"jar/out/client.go": "package  api\n",
		"classes/x":         "",
		"options":           "packageName\n",
		"schema.yml":        lendingDesk,
		"swagger.yml":       "swagger: '2.0'\n",
	} {
		full := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	common := []string{"generate", "--java", exe, "--jar", filepath.Join(dir, "jar/generator.jar"), "--host-classes", filepath.Join(dir, "classes")}
	requests := [][]string{
		{"--schema", filepath.Join(dir, "schema.yml")},
		{"--schema", filepath.Join(dir, "swagger.yml")},
		{"--schema", filepath.Join(dir, "schema.yml"), "--set", "packgeName=x"},
		{"--schema", filepath.Join(dir, "schema.yml"), "--no-such-flag"},
		{"--schema", filepath.Join(dir, "schema.yml"), "--set", "packageName=x y"},
	}

	var stdin, stdout, stderr bytes.Buffer
	encoder := json.NewEncoder(&stdin)
	complete := func(i int, kind string) []string {
		rest := append([]string{}, requests[i]...)
		return append(rest, "--generator", "go", "--known-options", filepath.Join(dir, "options"), "--out", filepath.Join(dir, kind, string(rune('a'+i))))
	}
	for i := range requests {
		if err := encoder.Encode(map[string]any{"arguments": complete(i, "worker")}); err != nil {
			t.Fatal(err)
		}
	}
	if status := Serve(context.Background(), append(common, "--persistent_worker"), &stdin, &stdout, &stderr); status != 0 || stderr.Len() > 0 {
		t.Fatalf("the worker ended with %d: %s", status, stderr.String())
	}

	answers := json.NewDecoder(&stdout)
	failed := 0
	for i := range requests {
		var answer struct {
			ExitCode int
			Output   string
		}
		if err := answers.Decode(&answer); err != nil {
			t.Fatal(err)
		}
		params := filepath.Join(dir, "params")
		if err := os.WriteFile(params, []byte(strings.Join(complete(i, "action"), "\n")+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		var output bytes.Buffer
		status := Program.Run(context.Background(), append(common, "@"+params), &output, &output)
		if status != answer.ExitCode || output.String() != answer.Output {
			t.Errorf("request %d: the worker says %d %q, the action %d %q", i, answer.ExitCode, answer.Output, status, output.String())
		}
		if status != 0 {
			failed++
			continue
		}
		if diff := cmp.Diff(treeSums(t, filepath.Join(dir, "action", string(rune('a'+i)))), treeSums(t, filepath.Join(dir, "worker", string(rune('a'+i))))); diff != "" {
			t.Errorf("request %d (-action +worker):\n%s", i, diff)
		}
	}
	if failed != 3 {
		t.Errorf("%d requests failed, three have a fault", failed)
	}
	if content, err := os.ReadFile(filepath.Join(dir, "jar/starts")); err != nil || strings.Count(string(content), "\n") != 1 {
		t.Errorf("Java was started not once: %q, %v", content, err)
	}
}

func treeSums(t *testing.T, dir string) string {
	t.Helper()
	sums, err := manifest.Of(dir)
	if err != nil {
		t.Fatal(err)
	}
	return string(sums)
}
