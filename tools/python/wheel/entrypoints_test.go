package wheel_test

import (
	"strings"
	"testing"

	"akbuild.internal/tools/python/wheel"
	"github.com/google/go-cmp/cmp"
)

func TestEntryPoints(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []wheel.EntryPoint
	}{
		"all kinds": {
			"[console_scripts]\nb = demo.cli:main\na=demo:Class.run [extra]\n\n[other]\nx = y:z\nnonsense\n[gui_scripts]\nc = demo:gui\n",
			[]wheel.EntryPoint{{Name: "a", Module: "demo", Function: "Class.run"}, {Name: "b", Module: "demo.cli", Function: "main"}, {Name: "c", Module: "demo", Function: "gui"}},
		},
		"names of all scripts": {
			"[console_scripts]\ngrüße = größe:starte.лес\nmy tool = ʻokina.data:変数\n",
			[]wheel.EntryPoint{{Name: "grüße", Module: "größe", Function: "starte.лес"}, {Name: "my tool", Module: "ʻokina.data", Function: "変数"}},
		},
		"words that are names too": {"[console_scripts]\na = match:type\n", []wheel.EntryPoint{{Name: "a", Module: "match", Function: "type"}}},
		"comments and spaces": {
			"\ufeff; a\r\n# b = c\r\n[ console_scripts ]\r\n  a  =  demo : main  [x, y] \r\n",
			[]wheel.EntryPoint{{Name: "a", Module: "demo", Function: "main"}},
		},
		"twice":                 {"[console_scripts]\na = demo:one\na = demo:two\n", []wheel.EntryPoint{{Name: "a", Module: "demo", Function: "two"}}},
		"graphical too":         {"[gui_scripts]\na = demo:gui\n[console_scripts]\na = demo:main\n", []wheel.EntryPoint{{Name: "a", Module: "demo", Function: "gui"}}},
		"capitals are others":   {"[console_scripts]\na = demo:one\nA = demo:two\n", []wheel.EntryPoint{{Name: "A", Module: "demo", Function: "two"}, {Name: "a", Module: "demo", Function: "one"}}},
		"groups of other names": {"[Console_Scripts]\na = demo\n[console_scripts.x]\nb\n", nil},
		"nothing":               {"", nil},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := wheel.ParseEntryPoints([]byte(c.text))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A program's name or target becomes part of a file, so it is checked.
func TestEntryPointsRefuse(t *testing.T) {
	const form, name, target = "which is not of the form name = module:function", "whose name cannot be a program's", "whose module or function is no name in Python"
	for line, why := range map[string]string{
		"a":                                     form,
		"a = demo":                              form,
		"a = demo:main [x":                      form,
		"a = demo:main [x] y":                   form,
		"../../evil = demo:main":                name,
		"/evil = demo:main":                     name,
		`..\evil = demo:main`:                   name,
		". = demo:main":                         name,
		".. = demo:main":                        name,
		"= demo:main":                           name,
		"a\x00b = demo:main":                    name,
		"a\x1bb = demo:main":                    name,
		"a\u202eb = demo:main":                  name,
		strings.Repeat("x", 256) + "=demo:main": name,
		"a = demo:main()":                       target,
		"a = demo:x\"; import os":               target,
		"a = demo:":                             target,
		"a = :main":                             target,
		"a = demo.:main":                        target,
		"a = demo..x:main":                      target,
		"a = demo:main:more":                    target,
		"a = demo-x:main":                       target,
		"a = 1demo:main":                        target,
		"a = demo:²":                            target,
		"a = demo:class":                        target,
		"a = demo.import:main":                  target,
		"a = demo:main as x":                    target,
		"a = demo:€":                            target,
		"a = demo:ma in":                        target,
	} {
		_, err := wheel.ParseEntryPoints([]byte("[console_scripts]\n" + line + "\n"))
		if err == nil || !strings.HasPrefix(err.Error(), "its entry_points.txt has the line ") || !strings.HasSuffix(err.Error(), ", "+why) {
			t.Errorf("%q: %v, want %s", line, err, why)
		}
	}
	if _, err := wheel.ParseEntryPoints([]byte("[console_scripts]\ngr\xfc\xdfe = demo:main\n")); err == nil || err.Error() != "its entry_points.txt is not UTF-8" {
		t.Errorf("got %v", err)
	}
}

// The error of a wheel's entry points names the wheel.
func TestEntryPointsOfWheel(t *testing.T) {
	w, err := openAs(t, demo, "", map[string]string{"demo-1.0.dist-info/entry_points.txt": "[console_scripts]\na = b\n"})
	if err != nil {
		t.Fatal(err)
	}
	const want = "reading the wheel " + demo + `: its entry_points.txt has the line "a = b", which is not of the form name = module:function; build it anew`
	if _, err := w.EntryPoints(); err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}
