package uvlock

import (
	"os"
	"path/filepath"
	"testing"

	"akbuild.internal/tools/testing/fuzzing"
)

func TestFuzz(t *testing.T) { fuzzing.Run(t, 3000, "FuzzMake") }

// Whatever a lock and a project say, they are refused in a sentence or give a set: nothing panics, nothing hangs.
func FuzzMake(f *testing.F) {
	const head = "version = 1\nrequires-python = \">=3.13\"\n[[package]]\nname = \"a\"\nversion = \"1\"\nsource = { editable = \".\" }\n"
	const project = "[project]\nname = \"a\"\nversion = \"1\"\ndependencies = [\"b>=1; os_name == 'posix'\"]\n[project.optional-dependencies]\nx = [\"a[x]\"]\n"
	for _, seed := range [][2]string{
		{head + "dependencies = [{ name = \"b\", extra = [\"x\"], marker = \"os_name == 'posix'\" }]\n[package.metadata]\nrequires-dist = [{ name = \"b\", specifier = \">=1\" }]\n" +
			"[[package]]\nname = \"b\"\nversion = \"1\"\nsource = { registry = \"r\" }\nwheels = [{ url = \"https://r/b-1-py3-none-any.whl\", hash = \"sha256:0123456789012345678901234567890123456789012345678901234567890123\" }]\n", project},
		{head + "dependencies = [{ name = \"a\" }]\n", "[project]\nname = \"a\"\n[dependency-groups]\ndev = [{include-group = \"dev\"}]\n"},
		{head, "[project]\nname = \"a\"\n[tool.uv.sources]\nb = [{git = \"g\", tag = \"t\", marker = \"os_name == 'nt'\"}]\n[tool.uv.workspace]\nmembers = [\"**\"]\n"},
		{"version = 2", "[project]"},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, lock, project string) {
		dir := t.TempDir()
		for name, content := range map[string]string{"uv.lock": lock, "pyproject.toml": project} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		set, err := Make(Request{Tree: dir, Python: "3.13", Groups: []string{"dev"}})
		if err != nil && err.Error() == "" {
			t.Error("it is refused without a reason")
		}
		if err == nil && set.Python != "3.13" {
			t.Errorf("the set is %+v", set)
		}
	})
}
