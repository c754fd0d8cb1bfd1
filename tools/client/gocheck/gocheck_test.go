package gocheck

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

func faults(t *testing.T, archive string) []Fault {
	t.Helper()
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(archive)).Files {
		if err := os.WriteFile(filepath.Join(dir, f.Name), f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	found, err := Package(dir)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestPackage(t *testing.T) {
	for name, c := range map[string]struct {
		archive string
		want    []Fault
	}{
		"good":        {"-- a.go --\npackage a\n\nimport (\n\t\"net/http\"\n\t\"time\"\n\t\"gopkg.in/validator.v2\"\n\t\"example.org/x/v3\"\n)\n\ntype A struct{ T time.Time }\n\nfunc F(c *http.Client) error { _ = x.Y; return validator.Validate(c.Get(\"\")) }\n", nil},
		"a test file": {"-- a.go --\npackage a\n-- a_test.go --\npackage a_test\n", nil},
		"a parameter": {
			"-- a.go --\npackage a\n\ntype R struct{}\n\nfunc (r R) R(r int) R { return R{} }\n",
			[]Fault{{File: "a.go", Other: "a.go", Message: "r redeclared in this block", Name: "r", Type: "R", Func: "R"}},
		},
		"fields": {
			"-- a.go --\npackage a\n\ntype R struct {\n\tVar1 int `json:\"+1,omitempty\"`\n\tVar1 int `json:\"-1,omitempty\"`\n\tB int `json:\"b\"`\n}\n",
			[]Fault{{File: "a.go", Other: "a.go", Message: "Var1 redeclared", Name: "Var1", Type: "R", Tags: []string{"+1", "-1"}}},
		},
		"a field and a method": {
			"-- a.go --\npackage a\n\ntype R struct {\n\tGetB int `json:\"get_b\"`\n\tB int `json:\"b\"`\n}\n\nfunc (r R) GetB() int { return r.B }\n",
			[]Fault{{File: "a.go", Other: "a.go", Message: "field and method with the same name GetB", Name: "GetB", Type: "R", Func: "GetB", Tags: []string{"get_b", "b"}}},
		},
		"types": {
			"-- a.go --\npackage a\n\ntype R struct{}\n-- b.go --\npackage a\n\ntype R int\n",
			[]Fault{{File: "b.go", Other: "a.go", Message: "R redeclared in this block", Name: "R", Type: "R"}},
		},
		"methods": {
			"-- a.go --\npackage a\n\ntype R struct{}\n\nfunc (r R) M() {}\n\nfunc (r R) M() {}\n",
			[]Fault{{File: "a.go", Message: "method R.M already declared", Name: "M", Type: "R", Func: "M"}},
		},
		"constants": {
			"-- a.go --\npackage a\n\nconst R = 1\n-- b.go --\npackage a\n\nconst R = 2\n",
			[]Fault{{File: "b.go", Other: "a.go", Message: "R redeclared in this block", Constant: true, Name: "R"}},
		},
		"not Go": {
			"-- a.go --\npackage a\n\ntype R struct{}\n\nfunc (r R) M() {\n\tx := \n}\n\nfunc N() {}\n-- b.go --\npackage a\n\nvar R = 1\n",
			[]Fault{{File: "a.go", Message: "expected operand, found '}'", Type: "R", Func: "M"}},
		},
		"not Go at all": {"-- a.go --\nno\n", []Fault{{File: "a.go", Message: "expected 'package', found no"}}},
		"two packages":  {"-- a.go --\npackage a\n-- b.go --\npackage b\n", nil},
		"an undefined type": {
			"-- a.go --\npackage a\n\ntype R struct {\n\tO *Object `json:\"o\"`\n}\n",
			[]Fault{{File: "a.go", Message: "undefined: Object", Name: "Object", Type: "R", Tags: []string{"o"}}},
		},
		"an unused import": {
			"-- a.go --\npackage a\n\nimport \"time\"\n",
			[]Fault{{File: "a.go", Message: "\"time\" imported and not used"}},
		},
		"in a body": {
			"-- a.go --\npackage a\n\nfunc F() { x := 1 }\n",
			[]Fault{{File: "a.go", Message: "declared and not used: x", Name: "x", Func: "F"}},
		},
		"a package hidden": {
			"-- a.go --\npackage a\n\nimport \"net/url\"\n\nfunc F(url string) { _ = url.Values{} }\n\nvar _ = url.X\n",
			[]Fault{{File: "a.go", Message: "url.Values is not a type", Name: "Values", Func: "F"}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, faults(t, c.archive)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestFolderMissing(t *testing.T) {
	if _, err := Package(filepath.Join(t.TempDir(), "b")); err == nil {
		t.Error("no error")
	}
}
