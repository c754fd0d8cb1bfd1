package strictyaml

import "testing"

func TestDecode(t *testing.T) {
	type inner struct {
		Count int `yaml:"count"`
	}
	type outer struct {
		A inner `yaml:"a"`
	}
	for content, want := range map[string]string{
		"":                          "",
		"# nothing\n":               "",
		"a: {count: 1}":             "",
		"a: [":                      "line 1: did not find expected node content",
		"a:\n  count: 1 # \xe9":     "line 2: byte 17, 0xe9 (the 14th of the line), is not UTF-8",
		"a: {cuont: 1}\nb: 2":       "line 1: no key cuont is known; line 2: no key b is known",
		"a: {count: one}":           "line 1: a str `one` is in the wrong place",
		"- a":                       "line 1: a seq is in the wrong place",
		"a: {count: 1}\n---\na: {}": "it has more than one document",
	} {
		var to outer
		got := ""
		if err := Decode([]byte(content), &to); err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("Decode(%q): %q, want %q", content, got, want)
		}
	}
}
