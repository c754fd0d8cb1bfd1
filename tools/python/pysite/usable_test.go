package pysite

import (
	"context"
	"os"
	"strings"
	"testing"

	"akbuild.internal/tools/python/pytag"
	"akbuild.internal/tools/testing/testenv"
	"akbuild.internal/tools/testing/wheeltest"
)

// A wheel for another interpreter, system or version of Python is refused by name.
func TestUsable(t *testing.T) {
	python, err := pytag.Ask(context.Background(), testenv.Path(t, testenv.Python))
	if err != nil {
		t.Fatal(err)
	}
	requires := func(specifier string) map[string]string {
		return map[string]string{"demo-1.0.dist-info/METADATA": "Name: demo\nVersion: 1.0\nRequires-Python: " + specifier + "\n"}
	}
	for name, c := range map[string]struct {
		tags  string
		files map[string]string
		want  string
	}{
		"any":                 {"py3-none-any", nil, ""},
		"old Python too":      {"py2.py3-none-any", nil, ""},
		"its own":             {"cp313-cp313-" + python.Platform, nil, ""},
		"Windows":             {"cp313-cp313-win_amd64", nil, "it is for cp313-cp313-win_amd64, which PYTHON cannot use; take the wheel that its registry has for that, or build one"},
		"Windows, pure":       {"py3-none-win_amd64", nil, "it is for py3-none-win_amd64, which PYTHON cannot use; take the wheel that its registry has for that, or build one"},
		"Python 2":            {"py2-none-any", nil, "it is for py2-none-any, which PYTHON cannot use; take the wheel that its registry has for that, or build one"},
		"later Python":        {"cp314-cp314-" + python.Platform, nil, "it is for cp314-cp314-" + python.Platform + ", which PYTHON cannot use; take the wheel that its registry has for that, or build one"},
		"requires":            {"py3-none-any", requires(">=3.9,!=3.10.*,<4"), ""},
		"requires later":      {"py3-none-any", requires(">=3.14"), "its METADATA says Requires-Python: >=3.14, and the interpreter is VERSION; take another version of it, or of Python"},
		"requires earlier":    {"py3-none-any", requires(">=3.6,<3.13"), "its METADATA says Requires-Python: >=3.6,<3.13, and the interpreter is VERSION; take another version of it, or of Python"},
		"requires this patch": {"py3-none-any", requires("==" + python.Version), ""},
		"requires that patch": {"py3-none-any", requires("!=" + python.Version), "its METADATA says Requires-Python: !=" + python.Version + ", and the interpreter is VERSION; take another version of it, or of Python"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			base := "demo-1.0-" + c.tags + ".whl"
			err := Make(context.Background(), request(t, dir, wheeltest.Wheel{Name: base, Files: c.files}))
			want := strings.NewReplacer("PYTHON", python.String(), "VERSION", python.Version).Replace("installing " + base + ": " + c.want)
			switch {
			case c.want == "":
				if err != nil {
					t.Error(err)
				}
				return
			case err == nil || err.Error() != want:
				t.Errorf("got  %v\nwant %s", err, want)
			}
			if left, _ := os.ReadDir(dir); len(left) > 0 {
				t.Errorf("%d things are left behind", len(left))
			}
		})
	}
}

// A specifier that nothing can read is an error, not a wheel for every Python.
func TestRequiresNothingKnown(t *testing.T) {
	err := Make(context.Background(), request(t, t.TempDir(), wheelOf("demo", map[string]string{"demo-1.0.dist-info/METADATA": "Name: demo\nVersion: 1.0\nRequires-Python: three\n"})))
	if err == nil || !strings.HasPrefix(err.Error(), "installing demo-1.0-py3-none-any.whl: reading its METADATA: ") || !strings.HasSuffix(err.Error(), "; build it anew") {
		t.Errorf("got %v", err)
	}
}
