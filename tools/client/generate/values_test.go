package generate

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"akbuild.internal/tools/client/generator"
	"akbuild.internal/tools/client/openapi"
	"github.com/google/go-cmp/cmp"
)

// What the generator reads as JSON and what it reads as YAML gives the same client, where YAML has one meaning.
func TestJSONAndYAMLGiveTheSame(t *testing.T) {
	jar, sides := realJar(t), []string{}
	document, err := openapi.Parse("schema.yml", []byte(schema))
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{"schema.json": document.JSON(), "schema.yml": []byte(schema)} {
		dir := t.TempDir()
		spec := write(t, filepath.Join(dir, name), string(content))
		out := filepath.Join(dir, "o")
		config := write(t, filepath.Join(dir, "config.yaml"), "packageName: api\n")
		if err := jar.Generate(context.Background(), dir, "go", "schema", spec, config, out, &generator.Output{Warnings: io.Discard}); err != nil {
			t.Fatal(err)
		}
		if err := os.RemoveAll(filepath.Join(out, ".openapi-generator")); err != nil {
			t.Fatal(err)
		}
		sides = append(sides, sums(t, out))
	}
	if diff := cmp.Diff(sides[0], sides[1]); diff != "" {
		t.Errorf("JSON and YAML give different clients:\n%s", diff)
	}
}

// A value is in the client as it is written, whatever YAML 1.1 makes of it.
func TestValuesAreAsWritten(t *testing.T) {
	r := request(t, realJar(t))
	write(t, r.Schema, `%YAML 1.2
---
openapi: 3.1.0
info: {title: Lending desk, version: 1.10}
components:
  schemas:
    Country: {type: string, enum: [DE, NO, 1.10, 0644, 2020-01-01, 12:30, on]}
    Dated: &dated {type: object, properties: {on: {type: string, default: off}}}
    Book: {<<: *dated, description: a book}
`)
	if err := Run(context.Background(), r); err != nil {
		t.Fatal(err)
	}
	read := func(name string) string {
		content, err := os.ReadFile(filepath.Join(r.Out, name))
		if err != nil {
			t.Fatal(err)
		}
		return string(content)
	}
	country := read("model_country.go")
	for _, value := range []string{"DE", "NO", "1.10", "0644", "2020-01-01", "12:30", "on"} {
		if !strings.Contains(country, `Country = "`+value+`"`) {
			t.Errorf("no %s in\n%s", value, country)
		}
	}
	if book := read("model_book.go"); !strings.Contains(book, "`json:\"on,omitempty\"`") || !strings.Contains(book, `string = "off"`) {
		t.Errorf("no property on, or not with the default off, in\n%s", book)
	}
	if client := read("client.go"); !strings.Contains(client, "API version: 1.10") && !strings.Contains(client, "v1.10") {
		t.Errorf("no version 1.10 in\n%.500s", client)
	}
}
