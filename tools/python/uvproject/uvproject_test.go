package uvproject

import (
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"
)

func TestSources(t *testing.T) {
	for text, want := range map[string]struct{ contract, locked string }{
		`{workspace = true}`:                                {"workspace", ""},
		`{git = "https://e.org/a", rev = "0ab"}`:            {"https://e.org/a@0ab", "https://e.org/a?rev=0ab"},
		`{git = "https://e.org/a", tag = "v2"}`:             {"https://e.org/a?tag=v2", "https://e.org/a?tag=v2"},
		`{git = "https://e.org/a", branch = "v2"}`:          {"https://e.org/a?branch=v2", "https://e.org/a?branch=v2"},
		`{git = "https://e.org/a"}`:                         {"https://e.org/a default branch", "https://e.org/a"},
		`{url = "https://e.org/a"}`:                         {"url https://e.org/a", ""},
		`{path = "a", editable = true}`:                     {"path a, editable = true", ""},
		`{index = "torch", extra = "cpu"}`:                  {"index torch for the extra cpu", ""},
		`{path = "a", marker = "os.name=='posix'"}`:         {`path a ; os_name == "posix"`, ""},
		`[{path = "b"}, {workspace = true, group = "dev"}]`: {"path b | workspace for the group dev", ""},
		`{git = "https://e.org/a", branch = "x/y", subdirectory = "python"}`: {
			"https://e.org/a?branch=x/y#subdirectory=python", "https://e.org/a?subdirectory=python&branch=x%2Fy",
		},
	} {
		var content map[string]any
		if _, err := toml.Decode("a = "+text, &content); err != nil {
			t.Fatal(err)
		}
		found, err := Sources(content["a"])
		if err != nil || Text(found) != want.contract {
			t.Errorf("%s is %q, want %q: %v", text, Text(found), want.contract, err)
		}
		if want.locked != "" && found[0].LockedGit() != want.locked {
			t.Errorf("%s is %q in a lock, want %q", text, found[0].LockedGit(), want.locked)
		}
	}
	for _, value := range []any{"text", []any{1}, map[string]any{"git": 1}, map[string]any{"marker": "moon"}} {
		if _, err := Sources(value); err == nil || !strings.Contains(err.Error(), "source") {
			t.Errorf("%v: %v", value, err)
		}
	}
}

func TestMembers(t *testing.T) {
	projects := []string{".", "packages/a", "packages/b", "packages/b/deep", "web", "c"}
	for _, test := range []struct{ members, exclude, want []string }{
		{[]string{"packages/a"}, nil, []string{"packages/a"}},
		{[]string{"./packages/a/", "packages/none"}, nil, []string{"packages/a"}},
		{[]string{"packages/*"}, nil, []string{"packages/a", "packages/b"}},
		{[]string{"packages/*"}, []string{"packages/b"}, []string{"packages/a"}},
		{[]string{"packages/[!a]", "?"}, nil, []string{"c", "packages/b"}},
		{[]string{"packages/**"}, nil, []string{"packages/a", "packages/b", "packages/b/deep"}},
		{[]string{"**/deep", "*"}, []string{"w*"}, []string{"c", "packages/b/deep"}},
		{nil, nil, nil},
	} {
		got, err := Members(projects, test.members, test.exclude)
		if err != nil || !cmp.Equal(got, test.want) {
			t.Errorf("%q without %q are %q, want %q: %v", test.members, test.exclude, got, test.want, err)
		}
	}
	if _, err := Members(projects, []string{"a["}, nil); err == nil || !strings.Contains(err.Error(), `"a["`) {
		t.Error(err)
	}
}

// A pattern of many stars takes no longer than its length and that of the folder say.
func TestManyStars(t *testing.T) {
	pattern := strings.Repeat("**/", 200) + "x"
	if ok, err := Match(pattern, strings.Repeat("a/", 200)+"y"); ok || err != nil {
		t.Error(ok, err)
	}
}
