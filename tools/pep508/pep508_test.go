package pep508

import (
	"strings"
	"testing"

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
	for version, want := range map[string]bool{"3.2.9": true, "2.9": false, "4": false, "3.3rc1": true, "not a version": false} {
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
		if got := r.Applies(Linux("3.13"), []string{"s3"}); got != want {
			t.Errorf("%s: %v", condition, got)
		}
	}
}

func TestParseErrors(t *testing.T) {
	for text, want := range map[string]string{
		"":                              "cannot be read",
		"foo @ file:///x":               "names an address",
		"foo >=x":                       "the versions of the requirement",
		"foo; python == '3'":            `"python" is no variable`,
		"foo; python_version < '3":      "has no end",
		"foo; python_version is '3'":    `"is" is no comparison`,
		"foo; (python_version < '3'":    "not closed",
		"foo; python_version < '3' os":  `"os" was not expected`,
		"foo; python_version < '3' & 1": "was not expected",
	} {
		if _, err := Parse(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want an error that has %q", text, err, want)
		}
	}
}

func TestAllowsPython(t *testing.T) {
	for specifier, want := range map[string]bool{"==3.13.*": true, ">=3.11,<3.14": true, "==3.14.*": false, ">=3.14": false} {
		if got, err := AllowsPython(specifier, "3.13"); err != nil || got != want {
			t.Errorf("%s: %v, %v", specifier, got, err)
		}
	}
}
