package vendoring

import (
	"strings"
	"testing"

	"akbuild.internal/tools/testing/fuzzing"
	"golang.org/x/mod/module"
)

func TestFuzz(t *testing.T) { fuzzing.Run(t, 100000, "FuzzModulesTxt") }

// Whatever a modules.txt holds, it is refused in one line that names the file, or is written as something that reads the
// same again, with the client's lines as they should be; and the client's folder is never taken for the whole tree.
func FuzzModulesTxt(f *testing.F) {
	for _, seed := range []string{
		"# example.org/books v1.2.0\n## explicit; go 1.20\nexample.org/books\n# goauthentik.io/api/v3 v3.2025120.6 => ./gen\n## explicit\ngoauthentik.io/api/v3\n# goauthentik.io/api/v3 => ./gen\n",
		"## workspace\n# goauthentik.io/api/v3 v3.0.0\n## explicit; go 1.21\ngoauthentik.io/api/v3\n",
		"# goauthentik.io/api v1.0.0\ngoauthentik.io/api/v3/around\n# goauthentik.io/api/v3/auth v1.0.0\n## explicit\r\ngoauthentik.io/api/v3/auth/token\n",
		"## explicit\n", "a\n", "# \n#\n# a => b\n", "# a\n## workspace\n",
	} {
		f.Add(seed)
	}
	required := requirement{Version: module.Version{Path: DefaultClient, Version: "v3.1.0"}}
	f.Fuzz(func(t *testing.T, content string) {
		m, err := parseModulesTxt("modules.txt", []byte(content))
		if err != nil {
			if !strings.HasPrefix(err.Error(), "reading modules.txt: line ") || strings.Contains(err.Error(), "\n") {
				t.Fatalf("%q", err)
			}
			return
		}
		own := m.own(DefaultClient)
		for _, folder := range []string{"", ".", "goauthentik.io", "goauthentik.io/api", "goauthentik.io/api/v32"} {
			if own.has(folder) || own.skip(folder, true) {
				t.Fatalf("%s is taken for the client's", folder)
			}
		}
		if !own.has(DefaultClient) {
			t.Fatal("the client's folder is not the client's")
		}
		own.skip(DefaultClient+"/auth/token/x.go", false)
		m.setClient(required)
		again, err := parseModulesTxt("modules.txt", []byte(m.String()))
		if err != nil {
			t.Fatalf("%v in %q", err, m.String())
		}
		if again.String() != m.String() || !again.has(DefaultClient) {
			t.Fatalf("%q became %q", m.String(), again.String())
		}
	})
}
