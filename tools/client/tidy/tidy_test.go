package tidy

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

func TestKeep(t *testing.T) {
	for _, c := range []struct {
		generator, rel string
		want           bool
	}{
		{"go", "model_book.go", true},
		{"go", "test/api_test.go", false},
		{"go", "model_test_.go", true},
		{"go", "api/openapi.yaml", false},
		{"go", "api_core.go", true},
		{"go", ".openapi-generator/VERSION", false},
		{"go", "go.mod", false},
		{"go", "git_push.sh", false},
		{"typescript-fetch", "package.json", true},
		{"typescript-fetch", "src/docs/a.ts", true},
		{"typescript-fetch", "docs/A.md", false},
		{"no-such-generator", "docs/A.md", true},
		{"no-such-generator", ".travis.yml", false},
	} {
		if got := For(c.generator).Keep(c.rel); got != c.want {
			t.Errorf("%s keeps %s: %v", c.generator, c.rel, got)
		}
	}
}

// The generator rust writes paths that no compiler takes.
func TestRustNamesTheModelsOnce(t *testing.T) {
	got, err := For("rust").Format([]byte("fn f() -> models::models::App;\nuse crate::models;\n"))
	if want := "fn f() -> models::App;\nuse crate::models;\n"; err != nil || string(got) != want {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
}

// A generator may write a file a second time; what was formatted before must not be used then.
func TestFormatterNoticesRewrittenFiles(t *testing.T) {
	root := t.TempDir()
	name := filepath.Join(root, "a.go")
	other := filepath.Join(root, "b.go")
	f := NewFormatter("go", root)
	for _, content := range []string{"package  first\n", "package  second\n"} {
		f.Writing(name)
		if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		f.Writing(other)
		if err := os.WriteFile(other, []byte("package  other\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	f.Close()
	got, err := f.File(name)
	if err != nil || !bytes.Equal(got, []byte("package second\n")) {
		t.Errorf("got %q, %v", got, err)
	}
}
