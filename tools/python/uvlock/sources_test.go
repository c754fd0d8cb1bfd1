package uvlock

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// write writes files of a tree, by path.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

const member = "[project]\nname = \"tongs\"\nversion = \"1\"\ndependencies = []\n"

// tree has a project with sources and members, and a lock that repeats requirements.
func sourceTree(t *testing.T, dependencies, uv, metadata, members string) string {
	return write(t, map[string]string{
		"pyproject.toml":                "[project]\nname = \"forge\"\nversion = \"1\"\ndependencies = [" + dependencies + "]\n" + uv,
		"packages/tongs/pyproject.toml": member,
		"packages/README":               "no project",
		"uv.lock": "version = 1\nrequires-python = \">=3.13\"\n[[package]]\nname = \"forge\"\nversion = \"1\"\nsource = { editable = \".\" }\n" +
			"[package.metadata]\nrequires-dist = [" + metadata + "]\n" + members,
	})
}

const lockedMember = "[[package]]\nname = \"tongs\"\nversion = \"1\"\nsource = { editable = \"packages/tongs\" }\n"

// Sources and members are compared as uv reads them: whatever says what is fetched is a difference, its spelling is none.
func TestInStepSources(t *testing.T) {
	const git = "https://git.example/quench"
	for _, test := range []struct{ name, dependencies, uv, metadata, members, want string }{
		{"tag", `"quench"`, `[tool.uv.sources]` + "\n" + `quench = {git = "` + git + `", tag = "v1"}`, `{name = "quench", git = "` + git + `?tag=v1"}`, "", ""},
		{"other tag", `"quench"`, `[tool.uv.sources]` + "\n" + `quench = {git = "` + git + `", tag = "v2"}`, `{name = "quench", git = "` + git + `?tag=v1"}`, "", "quench @ " + git + "?tag=v2"},
		{"tag for branch", `"quench"`, `[tool.uv.sources]` + "\n" + `quench = {git = "` + git + `", branch = "v1"}`, `{name = "quench", git = "` + git + `?tag=v1"}`, "", "quench @ " + git + "?branch=v1"},
		{"branch, folder", `"quench"`, `[tool.uv.sources]` + "\n" + `quench = {git = "` + git + `", branch = "a/b", subdirectory = "py"}`, `{name = "quench", git = "` + git + `?subdirectory=py&branch=a%2Fb"}`, "", ""},
		{"other folder", `"quench"`, `[tool.uv.sources]` + "\n" + `quench = {git = "` + git + `", branch = "b", subdirectory = "lib"}`, `{name = "quench", git = "` + git + `?subdirectory=py&branch=b"}`, "", "subdirectory=lib"},
		{"by condition", `"quench"`, "[tool.uv.sources]\nquench = [{git = \"" + git + "\", rev = \"9\", marker = \"sys_platform == 'win32'\"}, {git = \"" + git + "\", rev = \"0\", marker = \"sys_platform == 'linux'\"}]", `{name = "quench", git = "` + git + `?rev=0", marker = "sys_platform == 'linux'"}, {name = "quench", git = "` + git + `?rev=9", marker = "sys_platform == 'win32'"}`, "", ""},
		{"twice", `"quench==1; python_version < '3.13'", "quench==2.0; python_version >= '3.13'"`, "", `{name = "quench", specifier = "==1", marker = "python_full_version < '3.13'"}, {name = "quench", specifier = "==2", marker = "python_full_version >= '3.13'"}`, "", ""},
		{"twice, drifted", `"quench==1; python_version < '3.13'", "quench==3; python_version >= '3.13'"`, "", `{name = "quench", specifier = "==1", marker = "python_full_version < '3.13'"}, {name = "quench", specifier = "==2", marker = "python_full_version >= '3.13'"}`, "", "quench==3"},
		{"address", `"quench @ https://e.org/q.whl"`, "", `{name = "quench", url = "https://e.org/q.whl"}`, "", ""},
		{"members", "", "[tool.uv.workspace]\nmembers = [\"packages/*\"]", "", lockedMember, ""},
		{"member not locked", "", "[tool.uv.workspace]\nmembers = [\"**\"]", "", "", "whose project tongs it does not have"},
		{"member excluded", "", "[tool.uv.workspace]\nmembers = [\"packages/*\"]\nexclude = [\"packages/t[!x]*\"]", "", "", ""},
		{"bad pattern", "", "[tool.uv.workspace]\nmembers = [\"packages/[\"]", "", "", `the pattern "packages/[" cannot be read`},
		{"bad source", `"quench"`, "[tool.uv.sources]\nquench = 1", "", "", "neither a table nor a list"},
	} {
		dir := sourceTree(t, test.dependencies, test.uv, test.metadata, test.members)
		m, err := newMaker(Request{Tree: dir, Python: "3.13"})
		if err != nil {
			t.Fatalf("%s: %v", test.name, err)
		}
		w, err := readWorkspace(dir)
		if err == nil {
			err = m.inStep(w)
		}
		if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
			t.Errorf("%s: %v, want %q", test.name, err, test.want)
		}
	}
}
