package contract

import (
	"slices"
	"testing"
)

func TestParse(t *testing.T) {
	for text, want := range map[string]string{
		"django==5.2.11":                    "django==5.2.11",
		"Django_Filter == 25.1":             "django-filter==25.1",
		"psycopg[pool, c]==3.2.9":           "psycopg[c,pool]==3.2.9",
		"dramatiq[watch] >=1.17,<1.18":      "dramatiq[watch]<1.18,>=1.17",
		"dramatiq[watch] (<1.18, >=1.17)":   "dramatiq[watch]<1.18,>=1.17",
		"typing_extensions ; os.name=='nt'": `typing-extensions; os_name == "nt"`,
		"typing_extensions ; sys_platform":  "typing_extensions ; sys_platform",
		"???":                               "???",
	} {
		if got := parse(text).text; got != want {
			t.Errorf("parse(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestHolds(t *testing.T) {
	for text, want := range map[string]bool{
		"a":                                 true,
		"a; python_version < '3.13'":        false,
		"a; python_version >= \"3.13\"":     true,
		"a; python_version == '3.13'":       true,
		"a; sys_platform == 'win32'":        false,
		"a; sys_platform == 'linux'":        true,
		"a; python_full_version > '3.13.2'": true,
		"a; extra == 'x'":                   false,
		"a; moon":                           true,
	} {
		if got := parse(text).holds("3.13"); got != want {
			t.Errorf("%q holds on 3.13: %v, want %v", text, got, want)
		}
	}
}

func TestAllows(t *testing.T) {
	for requires, want := range map[string]bool{
		"":                  true,
		"==3.13.*":          true,
		"==3.14.*":          false,
		"==3.*":             true,
		"!=3.13.*":          false,
		"!=3.12.*":          true,
		">=3.9,<3.14":       true,
		">=3.9, <3.13":      false,
		">=3.13.4":          true,
		"~=3.11":            true,
		">3.13":             true,
		"<=3.13":            false,
		"===3.13":           false,
		">=3.14,<3.15":      false,
		">=3.9,!=3.10.*":    true,
		"~=3.13.1":          true,
		"~=3.12.1":          false,
		"==3.13.*,!=3.13.4": true,
		"<3.14.0rc1":        true,
		"moon":              false,
	} {
		if got := allows(requires, "3.13"); got != want {
			t.Errorf("%q allows 3.13: %v, want %v", requires, got, want)
		}
	}
}

func TestPairs(t *testing.T) {
	want := parseAll([]string{"a==1; python_version < '3.13'", "a==2; python_version >= '3.13'", "b", "c==1.0"})
	for _, test := range []struct {
		got  []string
		to   []int
		left []bool
	}{
		{[]string{`a==2.0;python_version>="3.13"`, "B", "a == 1 ; python_version<'3.13'", "c===1.0"}, []int{2, 0, 1, 3}, []bool{false, false, false, false}},
		{[]string{"a==2; python_version >= '3.13'", "b", "b<2"}, []int{-1, 0, 1, -1}, []bool{false, false, true}},
		{[]string{"a==3; python_version >= '3.13'"}, []int{0, -1, -1, -1}, []bool{false}},
	} {
		to, left := pairs(parseAll(test.got), want)
		if !slices.Equal(to, test.to) || !slices.Equal(left, test.left) {
			t.Errorf("%q: %v %v, want %v %v", test.got, to, left, test.to, test.left)
		}
	}
}
