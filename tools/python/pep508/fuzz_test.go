package pep508

import (
	"slices"
	"strings"
	"testing"

	"akbuild.internal/tools/testing/fuzzing"
)

func TestFuzz(t *testing.T) { fuzzing.Run(t, 20000, "FuzzRequirement", "FuzzMarker") }

// A requirement that is written in one way reads as the same requirement.
func FuzzRequirement(f *testing.F) {
	for _, seed := range []string{
		"psycopg[c,Pool] >=3,<4; python_version < '3.14'", "a @ https://example.org/a.whl ; os.name=='posix'", "a(==1.*)", "a[]",
		"A__b.-c ===x, ; 'x' in extras", "a;((os_name=='')and extra!='b')or'3'<python_version", "a ; python_version not in \"3.9 3.10\"", "é", "O__[]",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := Parse(text)
		// packaging takes "o_" for a name, and nothing can be called that.
		if err != nil || slices.ContainsFunc(append(r.Extras, r.Name), func(name string) bool { return strings.HasSuffix(name, "-") }) {
			return
		}
		again, err := Parse(r.String())
		if err != nil || !again.Equal(r) {
			t.Errorf("%q is %s, which reads as %s: %v", text, r, again, err)
		}
		Linux("3.13").AllowsPython(text)
	})
}

// A condition that is written in one way holds where it held.
func FuzzMarker(f *testing.F) {
	for _, seed := range []string{
		"python_version < '3.14'", "os.name == \"posix\" and (extra=='S_3' or 'a' != extra)", "python_full_version ~= '3.13.1'",
		"'3' in python_version", "platform_release >= '6.1' or sys_platform in 'linux'", "((((os_name=='x'))))", "os_name === '",
	} {
		f.Add(seed)
	}
	env := Linux("3.13.5")
	f.Fuzz(func(t *testing.T, text string) {
		m, err := ParseMarker(text)
		if err != nil {
			return
		}
		again, err := ParseMarker(m.String())
		if err != nil {
			t.Fatalf("%q is %s, which cannot be read: %v", text, m, err)
		}
		for _, extras := range [][]string{nil, {"s3"}} {
			one, err := m.Evaluate(env, extras)
			other, err2 := again.Evaluate(env, extras)
			if one != other || (err == nil) != (err2 == nil) {
				t.Errorf("%q is %s, which is %v %v, not %v %v", text, m, other, err2, one, err)
			}
		}
		if !slices.Equal(m.Extras(), again.Extras()) {
			t.Errorf("%q and %s compare with other extras", text, m)
		}
	})
}
