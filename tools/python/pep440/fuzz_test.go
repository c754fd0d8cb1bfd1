package pep440

import (
	"testing"

	"akbuild.internal/tools/testing/fuzzing"
)

func TestFuzz(t *testing.T) { fuzzing.Run(t, 20000, "FuzzParse", "FuzzSet") }

// A version's normal form is a version, the same one.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{"1.0", "V1!2.3.4rC05.post-6.DEV7+Local-8.009", "1-1", "\t2024.01.10\n", "1.0a.", "0!0", "1..2", "١.٢"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		v, err := Parse(text)
		if err != nil {
			return
		}
		again, err := Parse(v.String())
		if err != nil || again.Compare(v) != 0 || again.String() != v.String() {
			t.Errorf("%q is %s, which reads as %s: %v", text, v, again, err)
		}
	})
}

// Conditions in their normal form are the same conditions.
func FuzzSet(f *testing.F) {
	for _, seed := range [][2]string{{">=1.2, !=1.3.*", "1.2.5"}, {"~=2.2.0, ===2.2", "2.2"}, {"==1.0+local", "1.0"}, {"<1!0", "5rc1"}, {"=== x", "x"}, {",", ""}} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, text, version string) {
		set, err := ParseSet(text)
		if err != nil {
			return
		}
		again, err := ParseSet(set.String())
		if err != nil || !again.Equal(set) || again.Contains(version) != set.Contains(version) {
			t.Errorf("%q is %s, which reads as %s: %v", text, set, again, err)
		}
	})
}
