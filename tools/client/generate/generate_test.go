package generate

import (
	"bytes"
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"akbuild.internal/tools/base/manifest"
	"akbuild.internal/tools/client/generator"
	"akbuild.internal/tools/testing/fakegen"
	"akbuild.internal/tools/testing/testenv"
	"github.com/google/go-cmp/cmp"
)

func TestMain(m *testing.M) {
	fakegen.Main()
	os.Exit(m.Run())
}

// A schema whose names have the letter that the Turkish alphabet has twice.
const schema = `openapi: 3.0.3
info: {title: Lending desk, version: 1.0.0}
paths:
  /items/:
    get:
      operationId: items_list
      tags: [items]
      responses:
        '200': {description: Items, content: {application/json: {schema: {$ref: '#/components/schemas/ItemList'}}}}
components:
  schemas:
    ItemList: {type: array, items: {$ref: '#/components/schemas/Item'}}
    ItemKindEnum: {type: string, enum: [fiction, filmic, in_situ]}
    Item: {type: object, required: [id], properties: {id: {type: integer}, kind: {$ref: '#/components/schemas/ItemKindEnum'}}}
`

func write(t *testing.T, name, content string) string {
	t.Helper()
	if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

func request(t *testing.T, jar generator.Jar) Request {
	t.Helper()
	dir := t.TempDir()
	return Request{
		Jar:          jar,
		Generator:    "go",
		Schema:       write(t, filepath.Join(dir, "schema.yml"), schema),
		Config:       write(t, filepath.Join(dir, "config.yaml"), "packageName: api\nenumClassPrefix: true\n"),
		KnownOptions: write(t, filepath.Join(dir, "options"), "enumClassPrefix\npackageName\n"),
		Out:          filepath.Join(dir, "out"),
		Warnings:     io.Discard,
	}
}

func sums(t *testing.T, dir string) string {
	t.Helper()
	m, err := manifest.Of(dir)
	if err != nil {
		t.Fatal(err)
	}
	return string(m)
}

func realJar(t *testing.T) generator.Jar {
	return generator.Jar{Java: testenv.Path(t, testenv.Java), Jar: testenv.Path(t, testenv.Jar)}
}

// Nothing of the machine reaches the generator: not its language, time zone, options for Java, masks for new files, nor the
// place it runs in.
func TestSurroundingsDoNotMatter(t *testing.T) {
	jar := realJar(t)
	plain := request(t, jar)
	if err := Run(context.Background(), plain); err != nil {
		t.Fatal(err)
	}

	turkish := "-Duser.language=tr -Duser.country=TR -Dfile.encoding=ISO-8859-9 -Duser.timezone=Asia/Tokyo"
	for _, name := range []string{"JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS"} {
		t.Setenv(name, turkish)
	}
	t.Setenv("LC_ALL", "tr_TR.UTF-8")
	t.Setenv("LANG", "tr_TR.UTF-8")
	t.Setenv("TZ", "Asia/Tokyo")
	t.Setenv("GO_POST_PROCESS_FILE", "/bin/false")
	t.Setenv("TMPDIR", t.TempDir())
	mask := syscall.Umask(0o077)
	defer syscall.Umask(mask)
	abroad := request(t, jar)
	if err := Run(context.Background(), abroad); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(sums(t, plain.Out), sums(t, abroad.Out)); diff != "" {
		t.Errorf("the tree differs (-plain +abroad):\n%s", diff)
	}
	for _, name := range []string{"", "client.go"} {
		a, err := os.Stat(filepath.Join(plain.Out, name))
		if err != nil {
			t.Fatal(err)
		}
		b, err := os.Stat(filepath.Join(abroad.Out, name))
		if err != nil {
			t.Fatal(err)
		}
		if a.Mode() != b.Mode() || name != "" && !a.ModTime().Equal(b.ModTime()) {
			t.Errorf("%q: %v %v and %v %v", name, a.Mode(), a.ModTime(), b.Mode(), b.ModTime())
		}
	}
}

// The other arm: the same surroundings do change what the bare tool writes, so the test above can fail.
func TestSurroundingsMatterToTheBareTool(t *testing.T) {
	jar := realJar(t)
	r := request(t, jar)
	bare := func(language string) string {
		out := filepath.Join(t.TempDir(), "o")
		cmd := exec.Command(jar.Java, "-Duser.language="+language, "-jar", jar.Jar, "generate", "-g", "go", "-i", r.Schema, "-c", r.Config, "-o", out)
		if output, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, output)
		}
		if err := os.RemoveAll(filepath.Join(out, ".openapi-generator")); err != nil {
			t.Fatal(err)
		}
		return sums(t, out)
	}
	if bare("en") == bare("tr") {
		t.Error("the tool wrote the same in English and in Turkish: the schema of this test shows nothing")
	}
}

// An interrupted run ends at once and leaves nothing.
func TestInterrupted(t *testing.T) {
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write(t, filepath.Join(dir, "sleep"), "600s")
	r := request(t, generator.Jar{Java: exe, Jar: write(t, filepath.Join(dir, "generator.jar"), "see package fakegen")})
	t.Setenv("TMPDIR", t.TempDir())
	var warnings bytes.Buffer
	r.Warnings = &warnings
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error)
	go func() { done <- Run(ctx, r) }()
	for deadline := time.Now().Add(time.Minute); ; {
		if _, err := os.Stat(filepath.Join(dir, "asleep")); err == nil {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("the generator did not start")
		}
		time.Sleep(time.Millisecond)
	}
	cancel()
	err = <-done
	if want := "generating the go client from " + r.Schema + ": interrupted"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	for _, place := range []string{filepath.Dir(r.Out), os.Getenv("TMPDIR")} {
		entries, err := os.ReadDir(place)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if e.Name() == "out" || strings.HasPrefix(e.Name(), ".akbuild") || strings.HasPrefix(e.Name(), "ak") {
				t.Errorf("%s was left in %s", e.Name(), place)
			}
		}
	}
}
