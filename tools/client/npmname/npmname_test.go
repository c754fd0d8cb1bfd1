package npmname

import (
	"strings"
	"testing"
)

func TestCheck(t *testing.T) {
	for name, want := range map[string]string{
		"@goauthentik/api":       "",
		"api":                    "",
		"some-package_2.x":       "",
		"-a":                     "",
		"@a/.b":                  "it begins with .",
		"@my-org/http":           "",
		"":                       "it is empty",
		"Api":                    "it has capital letters",
		"@goauthentik":           "it has a scope and no name after it: @scope/name",
		"@/api":                  "its scope is empty",
		"@goauthentik/":          "it is empty",
		"@go authentik/api":      `its scope has the character ' '; letters, digits, - . and _ are allowed`,
		"my api":                 `it has the character ' '; letters, digits, - . and _ are allowed`,
		"a/b":                    `it has the character '/'; letters, digits, - . and _ are allowed`,
		"@a/b/c":                 `it has the character '/'; letters, digits, - . and _ are allowed`,
		"../escape":              "it begins with .",
		"_private":               "it begins with _",
		"what?":                  `it has the character '?'; letters, digits, - . and _ are allowed`,
		"grün":                   `it has the character 'ü'; letters, digits, - . and _ are allowed`,
		"node_modules":           "npm keeps that name for itself",
		strings.Repeat("a", 214): "",
		strings.Repeat("a", 215): "it has 215 letters, and npm takes 214",
	} {
		got := ""
		if err := Check(name); err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}
