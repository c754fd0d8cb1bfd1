package pep508

import (
	"bufio"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// golden returns the lines of a file that packaging wrote, comments left out.
func golden(t *testing.T, name string) []string {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var lines []string
	for s := bufio.NewScanner(f); s.Scan(); {
		if !strings.HasPrefix(s.Text(), "#") {
			lines = append(lines, s.Text())
		}
	}
	if len(lines) < 5 {
		t.Fatalf("%s has %d lines", name, len(lines))
	}
	return lines
}

func version(t *testing.T, s string) Version {
	t.Helper()
	v, err := ParseVersion(s)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestVersionsAreOrderedAsPackagingOrdersThem(t *testing.T) {
	type placed struct {
		version string
		line    int
	}
	var all []placed
	for i, line := range golden(t, "order.txt") {
		for v := range strings.FieldsSeq(line) {
			all = append(all, placed{v, i})
		}
	}
	for _, a := range all {
		for _, b := range all {
			got := version(t, a.version).Compare(version(t, b.version))
			if want := a.line - b.line; got < 0 != (want < 0) || got > 0 != (want > 0) {
				t.Errorf("%s compared with %s: %d, want the sign of %d", a.version, b.version, got, want)
			}
		}
	}
}

func TestSpecifiersAllowWhatPackagingAllows(t *testing.T) {
	var versions []string
	for _, line := range golden(t, "order.txt") {
		versions = append(versions, strings.Fields(line)...)
	}
	for _, line := range golden(t, "specifiers.txt") {
		text, allowed, _ := strings.Cut(line, ": ")
		specifiers, err := ParseSpecifiers(text)
		if err != nil {
			t.Error(err)
			continue
		}
		if specifiers.String() != text {
			t.Errorf("%q became %q", text, specifiers)
		}
		for _, v := range versions {
			if got, want := specifiers.Allow(version(t, v)), slices.Contains(strings.Fields(allowed), v); got != want {
				t.Errorf("%s allows %s: %v, want %v", text, v, got, want)
			}
		}
	}
}

func TestMarkersAreJudgedAsPackagingJudgesThem(t *testing.T) {
	environment := Linux("3.13.2", "x86_64")
	for _, line := range golden(t, "markers.txt") {
		text, answers, _ := strings.Cut(line, " | ")
		marker, err := parseMarker(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		for i, extra := range []string{"", "c", "foo-bar"} {
			if got, want := marker(environment, extra), strings.Fields(answers)[i] == "true"; got != want {
				t.Errorf("%s with the extra %q: %v, want %v", text, extra, got, want)
			}
		}
	}
}

func TestParseRequirement(t *testing.T) {
	for _, test := range []struct {
		text, name, specifiers, url string
		extras                      []string
	}{
		{text: "django", name: "django"},
		{text: "Typing_Extensions>=4.12.0; python_version < '3.13'", name: "typing-extensions", specifiers: ">=4.12.0"},
		{text: "psycopg[c, pool] >=3,<4", name: "psycopg", specifiers: ">=3,<4", extras: []string{"c", "pool"}},
		{text: "zope.interface (>=5)", name: "zope-interface", specifiers: ">=5"},
		{text: "pip @ file:///x ; python_version > '3'", name: "pip", url: "file:///x"},
	} {
		r, err := ParseRequirement(test.text)
		if err != nil {
			t.Error(err)
			continue
		}
		if r.Name != test.name || r.Specifiers.String() != test.specifiers || r.URL != test.url || !slices.Equal(r.Extras, test.extras) {
			t.Errorf("%q became %q %q %q %q", test.text, r.Name, r.Extras, r.Specifiers, r.URL)
		}
		if r.String() != test.text {
			t.Errorf("%q prints as %q", test.text, r)
		}
	}
}

func TestWanted(t *testing.T) {
	environment := Linux("3.13.2", "x86_64")
	for _, test := range []struct {
		text   string
		extras []string
		want   bool
	}{
		{"a", nil, true},
		{"a; extra == 'c'", nil, false},
		{"a; extra == 'c'", []string{"b", "c"}, true},
		{"a; python_version < '3.13'", []string{"c"}, false},
	} {
		r, err := ParseRequirement(test.text)
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Wanted(environment, test.extras); got != test.want {
			t.Errorf("%q with %q: %v", test.text, test.extras, got)
		}
	}
}

func TestUnreadableRequirements(t *testing.T) {
	for text, problem := range map[string]string{
		">=1":                      "does not begin with a package's name",
		"a =1":                     "is not a condition on a version",
		"a ==one":                  `"one" is not a version`,
		"a ~=1":                    "needs a version of two parts",
		"a; python == '3'":         `"python" is no variable of markers`,
		"a; os_name":               "is no comparison",
		"a; (os_name == 'x'":       "parenthesis of the marker is not closed",
		"a; os_name == 'x' extra":  "goes on with",
		"a; os_name == 'x":         "cannot be read from",
		"a; os_name not 'x'":       `stands before "in"`,
		"a; os_name == 'x' and":    "ends where a value should stand",
		"a; 'x' == os_name and ()": "is no variable of markers",
	} {
		_, err := ParseRequirement(text)
		if err == nil || !strings.Contains(err.Error(), problem) {
			t.Errorf("%q: error %v, want one that says %q", text, err, problem)
		}
	}
}
