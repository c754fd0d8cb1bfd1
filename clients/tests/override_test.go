package tests_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A schema of one's own decides what is generated: one word changed is another client.
func TestSchemaOverride(t *testing.T) {
	dir, err := checkout()
	if err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(filepath.Join(dir, "nix/packages/clients/tests/small.yml"))
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.ReplaceAll(string(content), "books_retrieve", "books_borrow")
	if err := os.WriteFile(filepath.Join(dir, "changed.yml"), []byte(changed), 0o644); err != nil {
		t.Fatal(err)
	}
	client := mustBuild(t, `set.client-go.override { schema = ./changed.yml; }`)
	api, err := os.ReadFile(filepath.Join(client, "api_books.go"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(api), "BooksBorrow(") || strings.Contains(string(api), "BooksRetrieve(") {
		t.Error("the client does not follow the schema that it was given")
	}
	hook := mustBuild(t, `set.apiGoVendorHook.override { schema = ./changed.yml; }`)
	script, err := os.ReadFile(filepath.Join(hook, "nix-support", "setup-hook"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(script), client) {
		t.Errorf("the hook with the same schema does not bring the same client %s", client)
	}
}

// What the packages promise of themselves. The Go client is a small one here: Bazel compiles the whole, whose bytes are the same.
func TestPassthruTests(t *testing.T) {
	for _, expression := range []string{
		`set.apiGoVendorHook.tests`,
		`(set.client-go.override { schema = ./nix/packages/clients/tests/small.yml; }).tests`,
		`set.client-python.tests`,
		`set.client-rust.tests`,
		`set.client-ts.tests`,
	} {
		t.Run(expression, func(t *testing.T) {
			paths, err := build(t, expression)
			if err != nil {
				t.Fatal(err)
			}
			if len(paths) == 0 {
				t.Error("it has no tests")
			}
		})
	}
}

// A mistake of the user's is one sentence that says what to do.
func TestMistakes(t *testing.T) {
	dir, err := checkout()
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{
		"empty.yml": "",
		"text.yml":  "just words\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct{ name, expression, want string }{
		{
			"unknown release", `set.client-go.override { version = "2025.12.99"; }`,
			"finding authentik 2025.12.99: no release of that name is pinned, there are 2025.12.0, 2025.12.1, ",
		},
		{
			"unknown release of the hook", `set.apiGoVendorHook.override { version = "1"; }`,
			"finding authentik 1: no release of that name is pinned",
		},
		{
			"unknown release of another client", `set.client-ts.override { version = "2024.1"; }`,
			"finding authentik 2024.1: no release of that name is pinned",
		},
		{
			"unknown generator", `set.client-python.override { generator = "5.0.0"; }`,
			"finding OpenAPI Generator 5.0.0: that version is not pinned, there are 6.2.0, 7.19.0, 7.20.0, 7.21.0, 7.22.0",
		},
		{
			"not an npm name", `set.client-ts.override { schema = ./nix/packages/clients/tests/small.yml; properties = { npmName = "Not A Name"; }; }`,
			"Not A Name",
		},
		{
			"no such file", `set.client-go.override { schema = ./absent.yml; }`,
			"there is no such file; give .override { schema = ./FILE; } a path that exists",
		},
		{
			"empty schema", `set.client-go.override { schema = ./empty.yml; }`,
			"schema.yml:1: it is empty",
		},
		{
			"not a schema", `set.client-go.override { schema = ./text.yml; }`,
			"it is not OpenAPI: its top is",
		},
		{
			"unknown option", `set.client-go.override { properties = { enumClasPrefix = "true"; }; }`,
			"has no option enumClasPrefix",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := build(t, c.expression)
			if err == nil {
				t.Fatal("it was built")
			}
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v\nwant one with %q", err, c.want)
			}
		})
	}
}
