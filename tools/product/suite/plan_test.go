package suite

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func plant(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, content := range files {
		file := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

const pyproject = `[project]
name = "authentik"
version = "2025.12.4"
[tool.pytest.ini_options]
python_files = ["tests.py", "test_*.py"]
addopts = "-v --doctest-modules"
`

// TestApps: what pytest would look into is found, and belongs to the app around it.
func TestApps(t *testing.T) {
	tree := plant(t, map[string]string{
		"pyproject.toml":                       pyproject,
		"authentik/core/models.py":             "def test(): pass\n",
		"authentik/core/tests/test_one.py":     "class T:\n    def test_a(self): pass\n    async def test_b(self): pass\n",
		"authentik/core/tests/deep/test_x.py":  "def test_x(): pass\n",
		"authentik/core/tests/utils.py":        "def helper(): pass\n",
		"authentik/stages/email/tests.py":      "def test_mail(): pass\n",
		"authentik/stages/oath.py":             "def code():\n    \"\"\"\n    >>> 1\n    1\n    \"\"\"\n",
		"authentik/core/tests/__init__.py":     "",
		"authentik/stages/email/test_more.txt": "",
	})
	p, err := readProject(filepath.Join(tree, "pyproject.toml"))
	if err != nil || p.Project.Version != "2025.12.4" {
		t.Fatalf("it is %s, %v", p.Project.Version, err)
	}
	found, err := p.apps(tree)
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, a := range found {
		said = append(said, a.name+": "+strings.Join(a.files, " "))
	}
	want := []string{
		"authentik/core: authentik/core/tests/deep/test_x.py authentik/core/tests/test_one.py",
		"authentik/stages/email: authentik/stages/email/tests.py",
		"authentik/stages: authentik/stages/oath.py",
	}
	if !slices.Equal(said, want) {
		t.Errorf("the apps are\n%s\nwant\n%s", strings.Join(said, "\n"), strings.Join(want, "\n"))
	}
}

// TestShare: each app is in one shard, and no shard has much more to do than another.
func TestShare(t *testing.T) {
	var all []app
	for _, weight := range []int{40, 30, 20, 10, 10, 5, 5} {
		all = append(all, app{name: string(rune('a' + len(all))), weight: weight})
	}
	seen := ""
	for shard := range 3 {
		weight := 0
		for _, a := range share(all, shard, 3) {
			seen += a.name
			weight += a.weight
		}
		if weight != 40 {
			t.Errorf("shard %d has %d to do, want 40", shard, weight)
		}
	}
	if len(seen) != len(all) {
		t.Errorf("the shards have %s", seen)
	}
}

func TestPackageOf(t *testing.T) {
	for program, want := range map[string]string{
		"../authentik_checkout/internal/config/config_test_/config_test": "internal/config",
		"../+authentik+authentik_sample/cmd/server/server_test_/server":  "cmd/server",
	} {
		if got := packageOf(program); got != want {
			t.Errorf("%s is of %s, want %s", program, got, want)
		}
	}
}

// TestSortAsCollected: folder by folder, each in the order of its names, folders among files.
func TestSortAsCollected(t *testing.T) {
	want := []string{
		"authentik/blueprints/tests/test_models.py", "authentik/core/tests/test_a.py", "authentik/core/tests.py",
		"authentik/core-x/tests/test_a.py", "authentik/flows/tests/test_a.py",
	}
	got := slices.Clone(want)
	slices.Reverse(got)
	sortAsCollected(got)
	if !slices.Equal(got, want) {
		t.Errorf("the order is %q", got)
	}
}
