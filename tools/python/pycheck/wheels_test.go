package pycheck

import (
	"archive/zip"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"akbuild.internal/tools/python/pep508"
	"github.com/google/go-cmp/cmp"
)

// folder makes a set of wheels with metadata, a project that asks for what is given, and the request to check it.
func folder(t *testing.T, wheels map[string]string, dependencies string) Request {
	t.Helper()
	dir := t.TempDir()
	var list []Distribution
	for wheel, metadata := range wheels {
		name, version, _ := strings.Cut(strings.TrimSuffix(wheel, "-py3-none-any.whl"), "-")
		list = append(list, Distribution{Name: name, Version: version, Wheel: wheel})
		file, err := os.Create(filepath.Join(dir, wheel))
		if err != nil {
			t.Fatal(err)
		}
		archive := zip.NewWriter(file)
		w, err := archive.Create(name + "-" + version + ".dist-info/METADATA")
		if err == nil {
			_, err = w.Write([]byte("Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n" + metadata + "\n"))
		}
		if err = errors.Join(err, archive.Close(), file.Close()); err != nil {
			t.Fatal(err)
		}
	}
	content, err := json.Marshal(list)
	if err != nil {
		t.Fatal(err)
	}
	r := Request{Projects: []string{filepath.Join(dir, "pyproject.toml")}, Distributions: filepath.Join(dir, "distributions.json"), Wheels: dir, Environment: pep508.Linux("3.13.5")}
	for file, text := range map[string]string{r.Distributions: string(content), r.Projects[0]: "[project]\nname = \"us\"\ndependencies = " + dependencies + "\n[project.optional-dependencies]\nlong = [\"sqlparse\"]"} {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return r
}

// What the wheels themselves ask for is checked too, extras only where they were asked for.
func TestWheels(t *testing.T) {
	wheels := map[string]string{
		"storages-1.14-py3-none-any.whl": "Requires-Dist: django>=5\nProvides-Extra: s3\nRequires-Dist: boto3>=1.4; extra == \"s3\"\nProvides-Extra: azure\nRequires-Dist: azure-storage; extra == 'azure'",
		"django-5.2-py3-none-any.whl":    "Requires-Dist: tzdata; sys_platform == 'win32'\nRequires-Dist: sqlparse>=0.3.1",
		"sqlparse-0.3-py3-none-any.whl":  "",
		"new-1-py3-none-any.whl":         "Requires-Python: >=3.13.6",
	}
	for dependencies, want := range map[string]Unmet{
		`["sqlparse"]`: nil,
		`["storages"]`: {"django 5.2 asks for sqlparse>=0.3.1, and the Python set has sqlparse 0.3: change the one or the other, docs/python.md says how"},
		`["storages[s3]"]`: {
			"django 5.2 asks for sqlparse>=0.3.1, and the Python set has sqlparse 0.3: change the one or the other, docs/python.md says how",
			"storages[s3] 1.14 asks for boto3>=1.4; extra == \"s3\", which the Python set does not have: add it, docs/python.md says how",
		},
		`["storages[S3, azur]"]`: {
			"PROJECT (us) asks for storages[S3, azur], and storages 1.14 has no extra azur; did you mean azure?",
			"django 5.2 asks for sqlparse>=0.3.1, and the Python set has sqlparse 0.3: change the one or the other, docs/python.md says how",
			"storages[s3,azur] 1.14 asks for boto3>=1.4; extra == \"s3\", which the Python set does not have: add it, docs/python.md says how",
		},
		`["new"]`:                           {"new 1 is for Python >=3.13.6, and the Python set has 3.13.5"},
		`["us[lon]"]`:                       {"PROJECT (us) asks for us[lon], and PROJECT has no extra lon; did you mean long?"},
		`["us[long]"]`:                      nil,
		`["a @ https://example.org/a.whl"]`: {"PROJECT (us) asks for a @ https://example.org/a.whl, which names an address, and the Python set knows versions alone"},
		`["a @ https://a ; sys_platform == 'win32'"]`: nil,
	} {
		r := folder(t, wheels, dependencies)
		for i, sentence := range want {
			want[i] = strings.ReplaceAll(sentence, "PROJECT", r.Projects[0])
		}
		_, err := Run(r)
		var got Unmet
		if err != nil && !errors.As(err, &got) {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", dependencies, diff)
		}
	}
}

func TestWheelMissing(t *testing.T) {
	r := folder(t, map[string]string{"django-5.2-py3-none-any.whl": ""}, `["django"]`)
	if err := os.Remove(filepath.Join(r.Wheels, "django-5.2-py3-none-any.whl")); err != nil {
		t.Fatal(err)
	}
	if _, err := Run(r); err == nil || !strings.Contains(err.Error(), "reading the metadata of the wheel django-5.2-py3-none-any.whl") {
		t.Error(err)
	}
}

func TestSetErrors(t *testing.T) {
	for content, want := range map[string]string{
		`[{"name": "a", "version": "1"}, {"name": "A", "version": "2"}]`: "it has a twice, 1 and 2",
		`[{"name": "a", "version": "one"}]`:                              `the version of a: "one" is no version`,
	} {
		file := filepath.Join(t.TempDir(), "distributions.json")
		if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := ReadSet(file); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want an error that has %q", content, err, want)
		}
	}
}
