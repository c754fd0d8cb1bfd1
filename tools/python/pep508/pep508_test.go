package pep508

import (
	"strings"
	"testing"

	"akbuild.internal/tools/python/pep440"
	"akbuild.internal/tools/testing/testenv"
	"github.com/google/go-cmp/cmp"
)

func TestParse(t *testing.T) {
	r, err := Parse("Psycopg[C, pool_x] >=3,<4 ; python_version < '3.14'")
	if err != nil {
		t.Fatal(err)
	}
	if r.Name != "psycopg" || !cmp.Equal(r.Extras, []string{"c", "pool-x"}) {
		t.Errorf("name %q, extras %q", r.Name, r.Extras)
	}
	for version, want := range map[string]bool{"3.2.9": true, "2.9": false, "4": false, "3.3rc1": true, "4.0rc1": false, "3.0+local": true, "not a version": false} {
		if got := r.Allows(version); got != want {
			t.Errorf("allows %s: %v", version, got)
		}
	}
}

func TestAllows(t *testing.T) {
	for _, test := range []struct {
		requirement, version string
		want                 bool
	}{
		{"django", "5.2.11", true},
		{"django==5.2.11", "5.2.11", true},
		{"django==5.2.11", "5.2.12", false},
		{"django == 5.2.*", "5.2.12", true},
		{"django ==5.2.*", "5.3", false},
		{"django~=5.2.1", "5.2.9", true},
		{"django~=5.2.1", "5.3", false},
		{"django!=5.2.11", "5.2.11", false},
		{"django (>=4.2,<6.0)", "5.2.11", true},
		{"urllib3<3", "3.0", false},
		{"dumb-init==1.2.5.post1", "1.2.5.post1", true},
		{"dumb-init==1.2.5.post1", "1.2.5", false},
		{"zope>=1.0", "1.0.dev1", false},
		{"certifi>=2026.10", "2026.10.19.post1", true},
	} {
		r, err := Parse(test.requirement)
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Allows(test.version); got != test.want {
			t.Errorf("%s allows %s: %v", test.requirement, test.version, got)
		}
	}
}

func TestApplies(t *testing.T) {
	for condition, want := range map[string]bool{
		"python_version < '3.13'": false,
		"python_version>='3.9'":   true,
		"python_full_version < '3.14' or platform_python_implementation == 'PyPy'":          true,
		"sys_platform == 'win32' or (os_name == \"posix\" and implementation_name!='pypy')": true,
		"sys_platform == 'win32' and os_name == 'posix' or extra == 's3'":                   true,
		"extra == 'S3' and python_version >= '3.14'":                                        false,
		"extra == 'azure'":                        false,
		"extra != 'azure'":                        true,
		"'linux' in sys_platform":                 true,
		"platform_machine not in 'aarch64 arm64'": true,
		"platform_machine == 'x86_64' and (sys_platform == 'darwin' or sys_platform=='linux')": true,
	} {
		r, err := Parse("some-package; " + condition)
		if err != nil {
			t.Errorf("%s: %v", condition, err)
			continue
		}
		if got, err := r.Applies(Linux("3.13"), []string{"s3"}); err != nil || got != want {
			t.Errorf("%s: %v, %v", condition, got, err)
		}
	}
}

func TestParseErrors(t *testing.T) {
	for text, want := range map[string]string{
		"":                              "the name of a distribution was expected",
		"foo @":                         "an address was expected",
		"foo[a b]":                      "a comma or the bracket that closes",
		"foo >=x":                       "the versions of the requirement",
		"foo >=1 <2":                    "no version",
		"foo >=1.*":                     "only == and != take a version that ends in .*",
		"foo; python == '3'":            `"python" is no variable`,
		"foo; python_version < '3":      "has no end",
		"foo; python_version is '3'":    `"is '3'" stands where a comparison`,
		"foo; (python_version < '3'":    "the parenthesis that closes",
		"foo; python_version < '3' os":  `"os" stands where`,
		"foo; python_version < '3' & 1": `"& 1" stands where`,
	} {
		if _, err := Parse(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want an error that has %q", text, err, want)
		}
	}
}

func TestAllowsPython(t *testing.T) {
	for _, test := range []struct {
		specifier, python string
		want              bool
	}{
		{"==3.13.*", "3.13", true},
		{">=3.11,<3.14", "3.13", true},
		{"==3.14.*", "3.13", false},
		{">=3.14", "3.13", false},
		{">=3.13.2", "3.13", true},
		{">=3.13.2", "3.13.1", false},
		{">=3.13.2", "3.13.10", true},
		{"~=3.13.2", "3.14.0", false},
		{"<3.14", "3.14.0rc1", false},
		{">=3.13.0rc1", "3.13.0rc2", true},
	} {
		if got, err := AllowsPython(test.specifier, test.python); err != nil || got != test.want {
			t.Errorf("%s of %s: %v, %v", test.specifier, test.python, got, err)
		}
	}
}

// The full version is the interpreter's own, and the series follows from it.
func TestEnvironment(t *testing.T) {
	env := Linux("3.13.5")
	if env["python_version"] != "3.13" || env["python_full_version"] != "3.13.5" || env["implementation_version"] != "3.13.5" || env.Python() != "3.13.5" {
		t.Errorf("%v", env)
	}
	if got := Linux("3.13").Python(); got != "3.13" {
		t.Errorf("a series is called %s", got)
	}
	asked, err := Interpreter(t.Context(), testenv.Path(t, testenv.Python))
	if err != nil {
		t.Fatal(err)
	}
	if want := Linux(asked["python_full_version"]); !cmp.Equal(asked, want) || pep440Precision(t, asked["python_full_version"]) != 3 {
		t.Errorf("the interpreter says %v, want %v", asked, want)
	}
	if _, err := Interpreter(t.Context(), "/nowhere/python"); err == nil || !strings.Contains(err.Error(), "asking the interpreter /nowhere/python") {
		t.Error(err)
	}
}

func pep440Precision(t *testing.T, text string) int {
	t.Helper()
	v, err := pep440.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return v.Precision()
}

// A comparison without a meaning is an error wherever it stands, not a condition that does not hold.
func TestAppliesErrors(t *testing.T) {
	for condition, want := range map[string]string{
		"os_name ~= 'posix'":                         "~= compares versions",
		"sys_platform == 'linux' or os_name === 'x'": "=== compares versions",
		"'a' in extras":                              "the environment has no extras",
		"extra in 's3 azure'":                        "an extra is compared by == or !=",
		"'3' == '3'":                                 "the environment has no 3",
	} {
		r, err := Parse("foo; " + condition)
		if err != nil {
			t.Errorf("%s: %v", condition, err)
			continue
		}
		if _, err := r.Applies(Linux("3.13"), []string{"s3"}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want an error that has %q", condition, err, want)
		}
	}
}

func TestString(t *testing.T) {
	for text, want := range map[string]string{
		"Django_Filter == 25.1":                                      "django-filter==25.1",
		"psycopg[pool, C]==3.2.09":                                   "psycopg[c,pool]==3.2.9",
		"dramatiq[watch] (<1.18, >=1.17)":                            "dramatiq[watch]<1.18,>=1.17",
		"a;(os.name=='posix')and(extra=='B_c' or 'x'!=sys_platform)": `a; os_name == "posix" and (extra == "b-c" or "x" != sys_platform)`,
		"a @ https://example.org/a.whl ; os_name=='posix'":           `a @ https://example.org/a.whl ; os_name == "posix"`,
	} {
		if r, err := Parse(text); err != nil || r.String() != want {
			t.Errorf("%s is %s, want %s: %v", text, r, want, err)
		}
	}
}

func TestExtras(t *testing.T) {
	m, err := ParseMarker("extra == 'S3' and ('a_b' == extra or os_name == 'c') or extra == 's3'")
	if err != nil {
		t.Fatal(err)
	}
	if got := m.Extras(); !cmp.Equal(got, []string{"a-b", "s3"}) {
		t.Errorf("the extras are %q", got)
	}
}
