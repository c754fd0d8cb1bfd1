package pep440

import "testing"

func TestEqual(t *testing.T) {
	for _, test := range []struct {
		one, other string
		want       bool
	}{
		{"==1.0", "== 1", true},
		{">=1.2, <2", "<2.0,>=1.2.0", true},
		{">=1,>=1", ">=1", true},
		{"==1.0.*", "==1.*", false},
		{"~=1.0", "~=1.0.0", false},
		{"~=1.0RC1", "~=1.0rc1", true},
		{"===1.0", "===1", false},
		{"===Foo", "===foo", true},
		{"==1", "<=1", false},
		{"", ">=0", false},
		{"==0!1.0.post0", "==1-0", true},
	} {
		one, err := ParseSet(test.one)
		if err != nil {
			t.Fatal(err)
		}
		other, err := ParseSet(test.other)
		if err != nil {
			t.Fatal(err)
		}
		if one.Equal(other) != test.want || other.Equal(one) != test.want {
			t.Errorf("%q and %q are equal: %v", test.one, test.other, !test.want)
		}
	}
}

func TestErrors(t *testing.T) {
	for text, want := range map[string]string{
		"1.0":       `"1.0" is no version specifier: it begins with none of === ~= == != <= >= < >`,
		">= x":      `">= x" is no version specifier: there is no version (PEP 440) after >=`,
		">=1.*":     `">=1.*" is no version specifier: only == and != take a version that ends in .*`,
		"==1a1.*":   `"==1a1.*" is no version specifier: .* may follow the numbers of a release alone`,
		"~=1":       `"~=1" is no version specifier: ~= takes a version of two numbers or more`,
		">=1+local": `">=1+local" is no version specifier: only == and != take a local version`,
		"===a b":    `"===a b" is no version specifier: === takes one word`,
	} {
		if _, err := ParseSpecifier(text); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
	if _, err := Parse("1.x"); err == nil || err.Error() != `"1.x" is no version (PEP 440)` {
		t.Error(err)
	}
}
