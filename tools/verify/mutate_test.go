package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestApply(t *testing.T) {
	source := lay(t, map[string]string{"a/a_test.go": "say(\"hello\")", "a/b.go": "nothing", "a/c.go": "x; say(\"hellz\"); say(\"more\")"})
	m := mutation{name: "a word", below: "a", suffix: ".go", text: regexp.MustCompile(`say\("[a-z]+`)}
	file := filepath.Join(source, "a", "c.go")
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	name, restore, err := m.apply(source)
	if err != nil || name != "a/c.go" {
		t.Fatalf("changed %q, %v", name, err)
	}
	if got, _ := os.ReadFile(file); string(got) != "x; say(\"hella\"); say(\"more\")" {
		t.Errorf("it is %q", got)
	}
	if err := restore(); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(file); !bytes.Equal(got, before) {
		t.Errorf("taken back, it is %q", got)
	}
	m.text = regexp.MustCompile(`not there`)
	if _, _, err := m.apply(source); err == nil || err.Error() != "changing a word: no file of the source in a has one" {
		t.Errorf("got %v", err)
	}
}

func TestJudge(t *testing.T) {
	m := mutation{name: "it", changes: []string{"bin/x", "web/"}, runs: []string{"Compile", "Link"}}
	for name, c := range map[string]struct {
		changed []string
		ran     map[string]int
		want    []string
	}{
		"as it should":    {[]string{"bin/x", "web/y"}, map[string]int{"Compile": 2, "Link": 1}, nil},
		"nothing changed": {nil, map[string]int{"Compile": 1}, []string{"nothing of bin/x changed with it"}},
		"something else":  {[]string{"bin/x", "site/z"}, map[string]int{"Compile": 1}, []string{"site/z changed with it"}},
		"nothing ran":     {[]string{"bin/x"}, nil, []string{"no Compile ran for it"}},
		"another ran":     {[]string{"bin/x"}, map[string]int{"Compile": 1, "Generate": 1}, []string{"Generate ran for it"}},
		"only the second": {[]string{"web/y"}, map[string]int{"Compile": 1}, []string{"nothing of bin/x changed with it"}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, m.judge(c.changed, c.ran)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestChangedFiles(t *testing.T) {
	before := map[string]string{"a": "1", "b": "2", "c": "3"}
	after := map[string]string{"a": "1", "b": "x", "d": "4"}
	if diff := cmp.Diff([]string{"b", "c", "d"}, changedFiles(before, after)); diff != "" {
		t.Error(diff)
	}
}

func TestCommon(t *testing.T) {
	for want, paths := range map[string][]string{
		"out/authentik": {"out/authentik/a", "out/authentik/b/c"},
		"out":           {"out/a/x", "out/b"},
	} {
		if got := common(paths); got != want {
			t.Errorf("of %v it is %q", paths, got)
		}
	}
}
