package lint

import (
	"bytes"
	"path"
	"regexp"
	"strings"
	"testing"
)

// fetches is what brings bytes from outside, by the end of the name of a file.
var fetches = map[string]*regexp.Regexp{
	".bzl":   regexp.MustCompile(`\.download(_and_extract)?\(|\bhttp_(archive|file|jar)\b|\bgit_repository\b`),
	".bazel": regexp.MustCompile(`\bhttp_(archive|file|jar)\b|\bgit_repository\b|\b(archive|git)_override\b`),
	".nix":   regexp.MustCompile(`\bbuiltins\.fetch|\bfetch(url|zip|git|FromGitHub)\b`),
	".sh":    regexp.MustCompile(`(^|[\s"(;&|])(curl|wget|mvn|apt-get|cargo fetch|npm (pack|install|ci|cache|view)|pip3? (download|install)|go mod download|go install|go get|git clone)[\s"]`),
	".go":    regexp.MustCompile(`"mod", "download"|"cache", "add"|builtins\.fetch|"download", "--`),
	".py":    regexp.MustCompile(`\burllib\.request\b|\brequests\.get\b|"download"`),
}

// places are the files that bring bytes from outside, and how the ledger knows of them (tools/kit). A file that is not here brings
// none: whoever adds one sees to it that the ledger lists what it brings.
var places = map[string]string{
	"nix/suppliers/registry/fetch-":        "the script of a derivation whose hash is known",
	"nix/suppliers/nixpkgs/default.nix":    "the other supplier, of which there are no kits",
	"engine/bootstrap.sh":                  "the packages of the engine, which are kept",
	"engine/keep-packages.sh":              "the packages of the engine, which are kept",
	"engine/doctor-inside.sh":              "asks whether the registries answer, and throws away what they do",
	"tools/python/pyfetch/":                "files of derivations whose hash is known, many at once",
	"tools/source/modcache/download.go":    "files of derivations whose hash is known, many at once",
	"tools/web/npm/fetch.go":               "files of derivations whose hash is known, many at once",
	"tools/source/sourcemirror/fetcher.go": "the tree of a derivation whose hash is known, from a folder",
	"bench/plain/":                         "npm packs a folder and lays out a cache, in a sandbox without a network",
}

func TestNothingElseFetches(t *testing.T) {
	used := map[string]bool{}
	visit(t, func(name string) bool {
		return fetches[path.Ext(name)] != nil && !testdata(name) && !strings.HasSuffix(name, "_test.go") && !strings.HasPrefix(name, "sample/")
	}, func(name, _ string, content []byte) {
		for number, line := range bytes.Split(content, []byte("\n")) {
			code := bytes.TrimSpace(line)
			if bytes.HasPrefix(code, []byte("#")) || bytes.HasPrefix(code, []byte("//")) || !fetches[path.Ext(name)].Match(line) {
				continue
			}
			known := ""
			for place := range places {
				if strings.HasPrefix(name, place) {
					known = place
				}
			}
			if used[known] = true; known == "" {
				t.Errorf("%s:%d brings something from outside that the ledger does not know: %s", name, number+1, code)
			}
		}
	})
	for place, why := range places {
		if !used[place] {
			t.Errorf("%s (%s) brings nothing from outside any more: take it from the list", place, why)
		}
	}
}

// builders are the tests that start Nix's builds themselves, and why nothing comes in by them that the ledger does not list. All
// others do it with tools/testing/nixbuild, which fails for what no repository fetches.
var builders = map[string]string{
	"engine/live/":                        "the engine's own probe, which fetches nothing",
	"engine/tests/":                       "a program of that name that does nothing",
	"nix/tests/":                          "stores of their own, and registries that are folders",
	"tools/kit/":                          "stores of their own, without a network",
	"tools/testing/hidden/hidden_test.go": "a derivation that looks around",
}

func TestTestsBuildWithWhatIsListed(t *testing.T) {
	used := map[string]bool{}
	visit(t, func(name string) bool {
		return strings.HasSuffix(name, "_test.go") && !strings.HasPrefix(name, "tools/lint/")
	}, func(name, _ string, content []byte) {
		if !bytes.Contains(content, []byte(`"nix-build"`)) && !bytes.Contains(content, []byte("`nix-build ")) {
			return
		}
		known := ""
		for place := range builders {
			if strings.HasPrefix(name, place) {
				known = place
			}
		}
		if used[known] = true; known == "" {
			t.Errorf("%s builds with Nix: have tools/testing/nixbuild do it, so that what it needs from outside is on the ledger", name)
		}
	})
	for place, why := range builders {
		if !used[place] {
			t.Errorf("%s (%s) builds nothing with Nix any more: take it from the list", place, why)
		}
	}
}
