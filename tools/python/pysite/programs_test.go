package pysite

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"akbuild.internal/tools/testing/testenv"
	"akbuild.internal/tools/testing/wheeltest"
)

// installed makes a site of wheels in dir, with a `python` beside the programs that finds the site, and returns the folder of programs.
func installed(t *testing.T, dir string, wheels ...wheeltest.Wheel) string {
	t.Helper()
	if err := Make(context.Background(), request(t, dir, wheels...)); err != nil {
		t.Fatal(err)
	}
	bin := filepath.Join(dir, "bin")
	python := "#!/bin/sh\nPYTHONPATH='" + filepath.Join(dir, "site") + "' exec " + testenv.Path(t, testenv.Python) + " \"$@\"\n"
	if err := os.WriteFile(filepath.Join(bin, "python"), []byte(python), 0o755); err != nil {
		t.Fatal(err)
	}
	return bin
}

// ran is what a program printed, and its status.
func ran(t *testing.T, program string, args ...string) (string, int) {
	t.Helper()
	cmd := exec.Command(program, args...)
	cmd.Env = []string{}
	if cmd.Dir = t.TempDir(); !filepath.IsAbs(program) {
		cmd.Dir = filepath.Dir(program)
	}
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, _ := cmd.Output()
	if cmd.ProcessState == nil {
		t.Fatalf("%s did not start", program)
	}
	return string(out) + stderr.String(), cmd.ProcessState.ExitCode()
}

// A program starts the `python` beside it, from another folder, through a link, and without any environment.
func TestProgramsRun(t *testing.T) {
	bin := installed(t, t.TempDir(), full)
	link := filepath.Join(t.TempDir(), "linked")
	if err := os.Symlink(filepath.Join(bin, "full"), link); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		program, want string
		status        int
	}{
		{filepath.Join(bin, "full"), "main ['a b', '*']\n", 3},
		{link, "main ['a b', '*']\n", 3},
		{filepath.Join(bin, "script"), "script script __main__\n", 0},
		{filepath.Join(bin, "shell"), "shell\n", 0},
	} {
		if out, status := ran(t, c.program, "a b", "*"); out != c.want || status != c.status {
			t.Errorf("%s printed %q and ended with %d, want %q and %d", c.program, out, status, c.want, c.status)
		}
	}
}

// scripts are those of wheels, and what each prints: the same as if an installer had put the interpreter into the first line.
var scripts = map[string]struct{ source, want string }{
	"docstring":        {"#!python\n\"\"\"The doc.\"\"\"\nprint(__doc__)\n", "The doc.\n"},
	"future":           {"#!python\n\"\"\"The doc.\"\"\"\nfrom __future__ import annotations\nprint(__doc__, annotations.optional[0])\n", "The doc. 3\n"},
	"future first":     {"#!python\n# a comment\n\nfrom __future__ import annotations\ndef f(x: nothing): pass\nprint(__doc__, f.__annotations__)\n", "None {'x': 'nothing'}\n"},
	"cookie":           {"#!python\n# -*- coding: latin-1 -*-\nprint(ascii('Gr\xfc\xdfe'))\n", "'Gr\\xfc\\xdfe'\n"},
	"cookie of vim":    {"#!python\n# vim: set fileencoding=koi8-r :\nprint(ascii('\xc6'))\n", "'\\u0444'\n"},
	"cookie in line 1": {"#!python -*- coding: latin-1 -*-\nprint(ascii('Gr\xfc\xdfe'))\n", "'Gr\\xfc\\xdfe'\n"},
	"cookie in line 3": {"#!python\n\n# coding: latin-1\nprint(ascii('ü'))\n", "'\\xfc'\n"},
	"argument":         {"#!python -E\nprint('ran')\n", "ran\n"},
	"version":          {"#!python3\nprint('ran')\n", "ran\n"},
	"window":           {"#!pythonw\nprint('ran')\n", "ran\n"},
	"line endings":     {"#!python\r\n\"\"\"The doc.\"\"\"\r\nprint(__doc__)\r\n", "The doc.\n"},
	"line number":      {"#!python\n\nimport sys\nprint(sys._getframe().f_lineno)\n", "4\n"},
	"own file":         {"#!python\nimport os, sys\nprint(os.path.basename(__file__), sys.argv[1:], os.path.samefile(sys.path[0], os.path.dirname(__file__)))\n", "own file ['a b', \"'\", '*'] True\n"},
	"reads itself":     {"#!python\nfor line in list(open(__file__))[1:]:\n    print(line, end='')\n", "for line in list(open(__file__))[1:]:\n    print(line, end='')\n"},
	"quote's \"'`$x":   {"#!python\nimport sys\nprint(sys.argv[0].rpartition('/')[2])\n", "quote's \"'`$x\n"},
	"spawns": {"#!python\nimport multiprocessing\ndef double(x): return 2 * x\nif __name__ == '__main__':\n" +
		"    with multiprocessing.get_context('spawn').Pool(1) as pool: print(pool.map(double, [21]))\n", "[42]\n"},
	"nothing": {"#!python", ""},
}

func scriptWheel() wheeltest.Wheel {
	files := map[string]string{}
	for name, s := range scripts {
		files["scripts-1.0.data/scripts/"+name] = s.source
	}
	return wheelOf("scripts", files)
}

// Whatever has to come first in a script does, wherever the tree lies and however the script is called.
func TestScriptsRun(t *testing.T) {
	long := filepath.Join(t.TempDir(), strings.Repeat("a long path ", 20), strings.Repeat("x", 200), strings.Repeat("y", 200))
	for place, dir := range map[string]string{"blanks": filepath.Join(t.TempDir(), "with  blanks, $x and \"'"), "long": long} {
		bin := installedWithLink(t, dir)
		for name, s := range scripts {
			t.Run(place+"/"+name, func(t *testing.T) {
				if out, status := ran(t, filepath.Join(bin, name), "a b", "'", "*"); out != s.want || status != 0 {
					t.Errorf("printed %q and ended with %d, want %q", out, status, s.want)
				}
			})
		}
	}
}

// installedWithLink is like installed, for a folder whose name a shell script cannot have between quotes.
func installedWithLink(t *testing.T, dir string) string {
	t.Helper()
	if err := Make(context.Background(), request(t, dir, scriptWheel())); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(testenv.Path(t, testenv.Python), filepath.Join(dir, "bin", "python")); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, "bin")
}

// A script is found by a relative path, through a link from another folder, and by PATH.
func TestScriptsAreCalled(t *testing.T) {
	bin := installedWithLink(t, filepath.Join(t.TempDir(), "in"))
	link := filepath.Join(t.TempDir(), "linked")
	if err := os.Symlink(filepath.Join(bin, "docstring"), link); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		dir  string
		args []string
	}{
		"link":                {"/", []string{link}},
		"relative link":       {filepath.Dir(link), []string{"./linked"}},
		"relative":            {filepath.Dir(bin), []string{"bin/docstring"}},
		"in its folder":       {bin, []string{"./docstring"}},
		"by PATH":             {"/", []string{"/bin/sh", "-c", "docstring"}},
		"by PATH of a point":  {bin, []string{"/bin/sh", "-c", "PATH=.:$PATH docstring"}},
		"by PATH of nothing":  {bin, []string{"/bin/sh", "-c", "PATH=:$PATH; docstring"}},
		"by its interpreter":  {"/", []string{filepath.Join(bin, "python"), filepath.Join(bin, "docstring")}},
		"by exec in a folder": {bin, []string{"/bin/sh", "-c", "exec docstring"}},
	} {
		t.Run(name, func(t *testing.T) {
			cmd := exec.Command(c.args[0], c.args[1:]...)
			cmd.Dir, cmd.Env = c.dir, []string{"PATH=" + bin + ":/usr/bin:/bin"}
			if out, err := cmd.CombinedOutput(); err != nil || string(out) != "The doc.\n" {
				t.Errorf("printed %q, %v", out, err)
			}
		})
	}
}

// Nothing but the first line of a script changes, and that fits what old kernels read.
func TestScriptsKept(t *testing.T) {
	bin := installedWithLink(t, t.TempDir())
	for name, s := range scripts {
		content, err := os.ReadFile(filepath.Join(bin, name))
		if err != nil {
			t.Fatal(err)
		}
		first, rest, _ := bytes.Cut(content, []byte("\n"))
		if _, own, _ := strings.Cut(s.source, "\n"); own != string(rest) {
			t.Errorf("%s: behind the first line stands %q, want %q", name, rest, own)
		}
		if len(first) > 127 && name != "cookie in line 1" {
			t.Errorf("the first line has %d bytes", len(first))
		}
	}
}

// What is no script for "the" Python is installed as it is.
func TestScriptsOfOthers(t *testing.T) {
	dir := t.TempDir()
	sources := map[string]string{
		"env": "#!/usr/bin/env python3\nprint()\n", "perl": "#!/usr/bin/perl\n", "mark": "\ufeff#!python\n", "blank": "#! python\n", "none": "print()\n", "elf": "\x7fELF\x00\x01", "empty": "",
	}
	files := map[string]string{"others/data": "#!python\n"}
	for name, source := range sources {
		files["others-1.0.data/scripts/"+name] = source
	}
	if err := Make(context.Background(), request(t, dir, wheelOf("others", files))); err != nil {
		t.Fatal(err)
	}
	sources["../site/others/data"] = "#!python\n"
	for name, source := range sources {
		if content, err := os.ReadFile(filepath.Join(dir, "bin", name)); err != nil || string(content) != source {
			t.Errorf("%s holds %q, %v", name, content, err)
		}
	}
}

// The program of an entry point has no docstring, and names of any letters.
func TestEntryPointPrograms(t *testing.T) {
	bin := installed(t, t.TempDir(), wheelOf("demo", map[string]string{
		"größe.py":                            "class Starte:\n    def los():\n        import __main__\n        print('los', __main__.__doc__)\n",
		"demo-1.0.dist-info/entry_points.txt": "[console_scripts]\ngrüße = größe:Starte.los\n[gui_scripts]\nmy tool = gro\u0308ße:Starte.los\n",
	}))
	for _, name := range []string{"grüße", "my tool"} {
		if out, status := ran(t, filepath.Join(bin, name)); out != "los None\n" || status != 0 {
			t.Errorf("%s printed %q and ended with %d", name, out, status)
		}
	}
}
