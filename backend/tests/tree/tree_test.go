package tree

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"akbuild.internal/tools/base/manifest"
	"akbuild.internal/tools/testing/testenv"
)

// tree is the installed tree as Bazel lays it out for this test.
func tree(t *testing.T) string {
	t.Helper()
	value := os.Getenv("AKBUILD_TREE_MANAGE")
	if value == "" {
		testenv.Absent(t, "AKBUILD_TREE_MANAGE is not set: run it with ./bazelw test //backend/tests/tree:tree_test")
	}
	manage, err := filepath.Abs(value)
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Dir(manage)
}

// run runs a program of the tree in an empty environment, in an empty folder.
func run(t *testing.T, program string, args ...string) string {
	t.Helper()
	cmd := exec.Command(program, args...)
	cmd.Dir = t.TempDir()
	cmd.Env = []string{"AUTHENTIK_SECRET_KEY=a key for tests that is longer than fifty characters is", "TMPDIR=" + cmd.Dir}
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", program, strings.Join(args, " "), err, stderr.String())
	}
	return string(out)
}

// moved is a copy of the tree in another folder. Third-party distributions are in no relation to it, and a link will do.
func moved(t *testing.T) string {
	t.Helper()
	from, to := tree(t), filepath.Join(t.TempDir(), "moved to")
	for _, part := range []string{"bin", "blueprints", "lifecycle", "locale", "manage.py", "python", "schemas", "site/in-tree", "web"} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(to, part)), 0o755); err != nil {
			t.Fatal(err)
		}
		if out, err := exec.Command("cp", "-rL", filepath.Join(from, part), filepath.Join(to, part)).CombinedOutput(); err != nil {
			t.Fatalf("copying %s: %v\n%s", part, err, out)
		}
	}
	if err := os.Symlink(filepath.Join(from, "site/third-party"), filepath.Join(to, "site/third-party")); err != nil {
		t.Fatal(err)
	}
	return to
}

const whereIsWhat = `
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "authentik.root.settings"
import authentik, django, guardian, lifecycle, sys
django.setup()
from authentik.lib.config import CONFIG
from django.conf import settings
from authentik.admin.files.backends.static import STATIC_ASSETS_BASE_DIR
for path in (settings.BASE_DIR, settings.STATICFILES_DIRS[0], settings.LOCALE_PATHS[0], STATIC_ASSETS_BASE_DIR,
             CONFIG.get("blueprints_dir"), CONFIG.get("storage.file.path"), authentik.__path__[0], guardian.__path__[0], lifecycle.__path__[0], sys.prefix):
    print(path)
`

// The tree imports authentik with nothing else on the path, and everything in it is found in it.
func TestAlone(t *testing.T) {
	r := tree(t)
	if got := run(t, filepath.Join(r, "bin/python"), "-c", "import authentik; print(authentik.VERSION)"); !strings.HasPrefix(got, "20") {
		t.Errorf("the version is %q", got)
	}
	checkPlaces(t, r)
}

// checkPlaces compares what the tree says about itself with where it lies. In Bazel's sandbox it is made of links.
func checkPlaces(t *testing.T, r string) {
	t.Helper()
	got := strings.Fields(strings.ReplaceAll(run(t, filepath.Join(r, "bin/python"), "-c", whereIsWhat), " ", "\x00"))
	places := []string{"site/in-tree", "web", "locale", "web/dist", "blueprints", "data", "site/in-tree/authentik", "site/in-tree/guardian", "lifecycle", "python"}
	if len(got) != len(places) {
		t.Fatalf("printed %q", got)
	}
	// An interpreter knows itself by its real place.
	interpreter, err := filepath.EvalSymlinks(filepath.Join(r, "python/bin/python"))
	if err != nil {
		t.Fatal(err)
	}
	root := filepath.Join(filepath.Dir(interpreter), "../..")
	for i, place := range places {
		if got, want := strings.ReplaceAll(got[i], "\x00", " "), filepath.Join(root, place); got != want {
			t.Errorf("%s is %s, want %s", place, got, want)
		}
	}
}

func TestMoved(t *testing.T) {
	r := moved(t)
	before, err := manifest.Of(filepath.Join(r, "lifecycle"))
	if err != nil {
		t.Fatal(err)
	}
	checkPlaces(t, r)
	// The console script finds the shell script, which finds the interpreter and the tree.
	for args, want := range map[string]string{
		"dump_config blueprints_dir": filepath.Join(r, "blueprints"),
		"check":                      "System check identified no issues (0 silenced).",
		"version":                    "5.2",
	} {
		if got := run(t, filepath.Join(r, "bin/ak"), strings.Fields(args)...); !strings.Contains(got, want) {
			t.Errorf("ak %s printed %q, want %q", args, got, want)
		}
	}
	if got := run(t, filepath.Join(r, "bin/gunicorn"), "--version"); !strings.HasPrefix(got, "gunicorn ") {
		t.Errorf("gunicorn printed %q", got)
	}
	after, err := manifest.Of(filepath.Join(r, "lifecycle"))
	if err != nil {
		t.Fatal(err)
	}
	if string(before) != string(after) {
		t.Error("running it wrote into the tree")
	}
	if _, err := os.Stat(filepath.Join(r, "__pycache__")); err == nil {
		t.Error("running it wrote byte code into the tree")
	}
}

// Django's checks pass, with the interpreter alone and no script around it.
func TestCheck(t *testing.T) {
	got := run(t, filepath.Join(tree(t), "bin/python"), "-m", "django", "check", "--settings", "authentik.root.settings")
	if want := "System check identified no issues (0 silenced).\n"; got != want {
		t.Errorf("printed %q, want %q", got, want)
	}
}
