package substitute

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"akbuild.internal/tools/testing/testenv"
)

// The list of the release line that the sample imitates, and the sample, from this folder; Bazel has the same places.
const (
	list2025 = "../../../lines/2025.12/substitutions.yaml"
	sample   = "../../../sample"
)

// install lays the sample's substituted files out as an installed tree has them, and returns the tree.
func install(t *testing.T, dir, root string) string {
	t.Helper()
	site := filepath.Join(dir, "site", "in-tree")
	if err := Run(Request{List: list2025, In: sample, Out: site, Only: true, Root: root}); err != nil {
		t.Fatal(err)
	}
	return dir
}

// paths are what the files of the tree at dir arrive at.
func paths(t *testing.T, dir string) []string {
	t.Helper()
	out, err := python(t, dir)
	if err != nil {
		t.Fatalf("running the substituted files: %v\n%s", err, out)
	}
	return strings.Split(strings.TrimSpace(string(out)), "\n")
}

// python runs testdata/paths.py on the tree at dir, in another folder.
func python(t *testing.T, dir string) ([]byte, error) {
	t.Helper()
	script, err := filepath.Abs("testdata/paths.py")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(testenv.Path(t, testenv.Python), "-B", script, dir)
	cmd.Dir = t.TempDir()
	return cmd.CombinedOutput()
}

func same(t *testing.T, got []string, want ...string) {
	t.Helper()
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("the files arrive at\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestSampleFindsItsTree(t *testing.T) {
	dir := install(t, filepath.Join(t.TempDir(), "a"), "")
	moved := filepath.Join(t.TempDir(), "somewhere", "else")
	if err := os.MkdirAll(filepath.Dir(moved), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(dir, moved); err != nil {
		t.Fatal(err)
	}
	same(t, paths(t, moved), moved+"/site/in-tree", moved+"/web", moved+"/locale", moved+"/web/dist", moved+"/web/authentik/sources",
		"web/icons", "web/dist/assets/icons", "env://AUTHENTIK_TREE_BLUEPRINTS?/blueprints", "env://AUTHENTIK_TREE_DATA?./data")
}

func TestSampleInAFixedPlace(t *testing.T) {
	root := filepath.Join(t.TempDir(), "tree")
	dir := install(t, root, root)
	same(t, paths(t, dir), root+"/site/in-tree", root+"/web", root+"/locale", root+"/web/dist", root+"/web/authentik/sources",
		"web/icons", "web/dist/assets/icons", root+"/blueprints", "env://AUTHENTIK_TREE_DATA?./data")
}

// Without the substitutions none of this holds, or the tests above would pass whatever the list says.
func TestSampleAsItIsDoesNotFindItsTree(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "tree")
	list, err := Read(list2025)
	if err != nil {
		t.Fatal(err)
	}
	list = list.Of(Core)
	for _, file := range list.Files() {
		if list.optional(file) {
			continue
		}
		content, err := os.ReadFile(filepath.Join(sample, file))
		if err != nil {
			t.Fatal(err)
		}
		to := filepath.Join(dir, "site", "in-tree", file)
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	out, err := python(t, dir)
	if err == nil || !strings.Contains(string(out), "web/dist/assets/icons/icon_left_brand.png") || !strings.HasPrefix(string(out), dir+"/site/in-tree\n"+dir+"/site/in-tree/web\n./locale\nweb/dist\n") {
		t.Errorf("got %v\n%s", err, out)
	}
}
