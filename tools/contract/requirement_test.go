package contract

import "testing"

func TestParse(t *testing.T) {
	for text, want := range map[string]string{
		"django==5.2.11":                   "django==5.2.11",
		"Django_Filter == 25.1":            "django-filter==25.1",
		"psycopg[pool, c]==3.2.9":          "psycopg[c,pool]==3.2.9",
		"dramatiq[watch] >=1.17,<1.18":     "dramatiq[watch]<1.18,>=1.17",
		"dramatiq[watch] (<1.18, >=1.17)":  "dramatiq[watch]<1.18,>=1.17",
		"typing_extensions ; sys_platform": "typing-extensions; sys_platform",
		"???":                              "???",
	} {
		if got := parse(text).text; got != want {
			t.Errorf("parse(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestHolds(t *testing.T) {
	for text, want := range map[string]bool{
		"a":                             true,
		"a; python_version < '3.13'":    false,
		"a; python_version >= \"3.13\"": true,
		"a; python_version == '3.13'":   true,
		"a; sys_platform == 'win32'":    true,
	} {
		if got := parse(text).holds("3.13"); got != want {
			t.Errorf("%q holds on 3.13: %v, want %v", text, got, want)
		}
	}
}

func TestAllows(t *testing.T) {
	for requires, want := range map[string]bool{
		"":               true,
		"==3.13.*":       true,
		"==3.14.*":       false,
		"==3.*":          true,
		"!=3.13.*":       false,
		"!=3.12.*":       true,
		">=3.9,<3.14":    true,
		">=3.9, <3.13":   false,
		">=3.13.4":       true,
		"~=3.11":         true,
		">3.13":          true,
		"<=3.13":         false,
		"===3.13":        false,
		">=3.14,<3.15":   false,
		">=3.9,!=3.10.*": true,
	} {
		if got := allows(requires, "3.13"); got != want {
			t.Errorf("%q allows 3.13: %v, want %v", requires, got, want)
		}
	}
}
