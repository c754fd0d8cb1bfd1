package pysite

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"akbuild.internal/tools/testing/wheeltest"
)

const demoPoint = "[console_scripts]\ndemo = demo:main\n[gui_scripts]\ndemo-gui = demo:main\n"

// As with pip, what build backends pack for an entry point gives way to the program that is made for it.
func TestScriptAndEntryPoint(t *testing.T) {
	dir := t.TempDir()
	bin := installed(t, dir, wheelOf("demo", map[string]string{
		"demo.py":                               "def main(): print('entry point')\n",
		"demo-1.0.dist-info/entry_points.txt":   demoPoint,
		"demo-1.0.data/scripts/demo":            "#!python\nprint('script')\n",
		"demo-1.0.data/scripts/demo.exe":        "MZ",
		"demo-1.0.data/scripts/demo-script.py":  "#!python\n",
		"demo-1.0.data/scripts/demo-gui.EXE":    "MZ",
		"demo-1.0.data/scripts/demo-gui.pya":    "",
		"demo-1.0.data/scripts/demo-x.py":       "#!python\nprint('another')\n",
		"demo-1.0.data/scripts/other-script.py": "#!python\n",
	}))
	if out, status := ran(t, filepath.Join(bin, "demo")); out != "entry point\n" || status != 0 {
		t.Errorf("printed %q and ended with %d", out, status)
	}
	if got := names(t, bin); got != "demo demo-gui demo-x.py other-script.py python" {
		t.Errorf("the programs are %s", got)
	}
	list, err := os.ReadFile(filepath.Join(dir, "list"))
	if err != nil || strings.Count(string(list), "bin/demo\t") != 1 {
		t.Errorf("the list is %s, %v", list, err)
	}
}

// An entry point that is left out takes the script of its name along: they are one program.
func TestEntryPointLeftOut(t *testing.T) {
	dir := t.TempDir()
	r := request(t, dir, wheelOf("demo", map[string]string{"demo-1.0.data/scripts/demo": "#!python\n", "demo-1.0.dist-info/entry_points.txt": demoPoint}))
	r.Drop = []string{"demo:bin/demo"}
	if err := Make(context.Background(), r); err != nil {
		t.Fatal(err)
	}
	if got := names(t, filepath.Join(dir, "bin")); got != "demo-gui" {
		t.Errorf("the programs are %s", got)
	}
}

func names(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, e := range entries {
		found = append(found, e.Name())
	}
	return strings.Join(found, " ")
}

// Of two files with one place the one of .data is installed, and of two of those the one that comes later.
func TestOnePlaceTwice(t *testing.T) {
	dir := t.TempDir()
	if err := Make(context.Background(), request(t, dir, wheelOf("demo", map[string]string{
		"demo.py": "beside\n", "demo-1.0.data/purelib/demo.py": "purelib\n",
		"both.py": "beside\n", "demo-1.0.data/platlib/both.py": "platlib\n", "demo-1.0.data/purelib/both.py": "purelib\n",
		"Demo-1.0.data/data/share/x": "first\n", "demo-1.0.data/data/share/x": "second\n",
		"demo-1.0.data/purelib/demo-1.0.dist-info/RECORD": "not ours\n", "demo-1.0.dist-info/REQUESTED": "text",
	}))); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"site/demo.py": "purelib\n", "site/both.py": "purelib\n", "data/share/x": "second\n",
		"site/demo-1.0.dist-info/REQUESTED": "", "site/demo-1.0.dist-info/INSTALLER": "akbuild\n",
	} {
		if content, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(content) != want {
			t.Errorf("%s holds %q, %v, want %q", name, content, err, want)
		}
	}
	checkRecord(t, filepath.Join(dir, "site"), "demo-1.0.dist-info")
}

// Each folder of data is used, whichever way it spells the name.
func TestDataOfOtherSpelling(t *testing.T) {
	dir := t.TempDir()
	w := wheeltest.Wheel{Name: "demo_tool-1.0-py3-none-any.whl", Info: "demo.tool-1.0.dist-info", Files: map[string]string{
		"Demo.Tool-1.0.data/scripts/demo": "#!python\nprint('demo')\n", "Demo.Tool-1.0.data/purelib/demo_tool.py": "x = 1\n", "demo_tool-1.data/headers/x.h": "",
	}}
	bin := installed(t, dir, w)
	if out, status := ran(t, filepath.Join(bin, "demo")); out != "demo\n" || status != 0 {
		t.Errorf("printed %q and ended with %d", out, status)
	}
	for folder, want := range map[string]string{"site": "__pycache__ demo.tool-1.0.dist-info demo_tool.py", "data/include": "demo-tool"} {
		if got := names(t, filepath.Join(dir, folder)); got != want {
			t.Errorf("%s holds %s, want %s", folder, got, want)
		}
	}
}
