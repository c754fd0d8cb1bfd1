package wheelbuild

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"akbuild.internal/tools/python/wheel"
	"akbuild.internal/tools/testing/testenv"
	"github.com/google/go-cmp/cmp"
)

func plant(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, content := range files {
		full := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// backend is a build environment of our own: a backend that packs demo.py, and packaging's part that the driver needs.
var backend = map[string]string{
	"demobackend.py": `
import base64, csv, hashlib, io, os, time, zipfile

def get_requires_for_build_wheel(config_settings=None):
    return [line for line in os.environ.get("NOTHING", "").split()] + EXTRA

EXTRA = []

def build_wheel(folder, config_settings=None, metadata_directory=None):
    if os.path.exists("fail.txt"):
        raise ValueError(open("fail.txt").read())
    name = "demo-1.0-py3-none-any.whl"
    files = {"demo.py": open("demo.py").read(), "demo-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: demo\nVersion: 1.0\n",
             "demo-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"}
    record = io.StringIO()
    # Unordered and with a clock, unlike what comes out in the end.
    with zipfile.ZipFile(os.path.join(folder, name), "w") as archive:
        for file, text in reversed(files.items()):
            archive.writestr(zipfile.ZipInfo(file, time.localtime()[:6]), text)
            digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
            csv.writer(record).writerow([file, "sha256=" + digest, len(text)])
        csv.writer(record).writerow(["demo-1.0.dist-info/RECORD", "", ""])
        archive.writestr("demo-1.0.dist-info/RECORD", record.getvalue())
    open("written-beside.txt", "w").close()
    print("noise")
    return name
`,
	"demobackend-3.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: demobackend\nVersion: 3.0\n",
	// What the driver uses of it, for requirements of the form name or name>=version.
	"packaging/__init__.py": "",
	"packaging/requirements.py": `
class Requirement:
    marker = None
    def __init__(self, text):
        self.name, _, self.least = text.partition(">=")
        self.specifier = self
    def contains(self, version, prereleases):
        return version >= self.least
`,
}

const system = "[build-system]\nrequires = [\"demobackend\"]\nbuild-backend = \"demobackend\"\n"

func buildIn(t *testing.T, source, out string) error {
	t.Helper()
	return Build(context.Background(), Request{
		Source: source, Python: testenv.Path(t, testenv.Python), Environment: []string{plant(t, backend)}, Out: out,
	})
}

func TestBuild(t *testing.T) {
	source := plant(t, map[string]string{"pyproject.toml": system, "demo.py": "x = 1\n"})
	if err := os.Chmod(filepath.Join(source, "demo.py"), 0o755); err != nil {
		t.Fatal(err)
	}
	var made [2][]byte
	for i := range made {
		out := filepath.Join(t.TempDir(), "out")
		if err := buildIn(t, source, out); err != nil {
			t.Fatal(err)
		}
		content, err := os.ReadFile(filepath.Join(out, "demo-1.0-py3-none-any.whl"))
		if err != nil {
			t.Fatal(err)
		}
		made[i] = content
		w, err := wheel.Open(filepath.Join(out, "demo-1.0-py3-none-any.whl"))
		if err != nil {
			t.Fatal(err)
		}
		defer w.Close()
		if w.Files[2].Name != "demo.py" || w.Files[2].Executable {
			t.Errorf("the file is %+v", w.Files[2])
		}
	}
	if string(made[0]) != string(made[1]) {
		t.Error("two builds differ")
	}
	if _, err := os.Stat(filepath.Join(source, "written-beside.txt")); err == nil {
		t.Error("the backend wrote into the source")
	}
}

// The wheel is made of the named files, with those of the overlay in the place of theirs.
func TestFilesAndOverlay(t *testing.T) {
	source := plant(t, map[string]string{"pyproject.toml": system, "demo.py": "x = 1\n", "fail.txt": "not named, so not there"})
	r := Request{
		Source: source, Files: []string{source + "/pyproject.toml", source + "/demo.py"}, Overlay: plant(t, map[string]string{"demo.py": "x = 2\n"}),
		Python: testenv.Path(t, testenv.Python), Environment: []string{plant(t, backend)}, Out: filepath.Join(t.TempDir(), "out"),
	}
	if err := Build(context.Background(), r); err != nil {
		t.Fatal(err)
	}
	w, err := wheel.Open(filepath.Join(r.Out, "demo-1.0-py3-none-any.whl"))
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if content, err := w.Files[2].Read(); err != nil || string(content) != "x = 2\n" {
		t.Errorf("demo.py holds %q, %v", content, err)
	}
}

func TestRefused(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		want  string
	}{
		"no pyproject.toml": {map[string]string{"demo.py": ""}, "it has no pyproject.toml, so it is no Python project; see that the path is its top folder"},
		"no build-system": {map[string]string{"pyproject.toml": "[project]\nname = \"demo\"\n"},
			`its pyproject.toml has no [build-system], so nothing says what builds it; add one with requires = ["hatchling"] and build-backend = "hatchling.build"`},
		"no build-backend": {map[string]string{"pyproject.toml": "[build-system]\nrequires = []\n"},
			`[build-system] of its pyproject.toml has no build-backend; add one, like build-backend = "hatchling.build"`},
		"unknown backend": {map[string]string{"pyproject.toml": "[build-system]\nrequires = []\nbuild-backend = \"poetry.core.masonry.api\"\n"},
			"its pyproject.toml names the build backend poetry.core.masonry.api, which is not in the build environment, which holds demobackend; docs/backend.md says how that is changed"},
		"requires what is not there": {map[string]string{"pyproject.toml": "[build-system]\nrequires = [\"demobackend\", \"hatch-vcs\"]\nbuild-backend = \"demobackend\"\n"},
			"it wants hatch-vcs for its build, which is not in the build environment, which holds demobackend; docs/backend.md says how that is changed"},
		"requires another version": {map[string]string{"pyproject.toml": "[build-system]\nrequires = [\"demobackend>=4\"]\nbuild-backend = \"demobackend\"\n"},
			"it wants demobackend>=4 for its build, and the build environment has 3.0; change one of the two"},
		"backend fails":   {map[string]string{"pyproject.toml": system, "fail.txt": "no\nsuch version"}, "demobackend says: ValueError: no such version"},
		"file missing":    {map[string]string{"pyproject.toml": system}, "demobackend says: FileNotFoundError: [Errno 2] No such file or directory: 'demo.py'"},
		"backend outside": {map[string]string{"pyproject.toml": system + "backend-path = [\"../x\"]\n"}, `backend-path of its pyproject.toml names "../x", which is not inside the tree`},
	} {
		t.Run(name, func(t *testing.T) {
			source, parent := plant(t, c.files), t.TempDir()
			err := buildIn(t, source, filepath.Join(parent, "out"))
			if want := "building the wheel of " + source + ": " + c.want; err == nil || err.Error() != want {
				t.Errorf("got  %v\nwant %s", err, want)
			}
			if left, _ := os.ReadDir(parent); len(left) > 0 {
				t.Error("something was left behind")
			}
		})
	}
}

func TestNotToml(t *testing.T) {
	source := plant(t, map[string]string{"pyproject.toml": "[build-system]\nrequires = [\n"})
	err := buildIn(t, source, filepath.Join(t.TempDir(), "out"))
	if err == nil || !strings.HasPrefix(err.Error(), "reading "+source+"/pyproject.toml, line ") || strings.Contains(err.Error(), "\n") {
		t.Errorf("got %v", err)
	}
}

// A backend of the tree's own is found before those of the environment.
func TestBackendPath(t *testing.T) {
	own := strings.ReplaceAll(backend["demobackend.py"], "demo-1.0", "demo-2.0")
	own = strings.ReplaceAll(own, "Version: 1.0\\n\",\n", "Version: 2.0\\n\",\n")
	source := plant(t, map[string]string{"pyproject.toml": system + "backend-path = [\"tools\"]\n", "tools/demobackend.py": own, "demo.py": ""})
	out := filepath.Join(t.TempDir(), "out")
	if err := buildIn(t, source, out); err != nil {
		t.Fatal(err)
	}
	found, err := filepath.Glob(out + "/*")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{out + "/demo-2.0-py3-none-any.whl"}, found); diff != "" {
		t.Error(diff)
	}
}
