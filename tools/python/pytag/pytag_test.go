package pytag

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"akbuild.internal/tools/python/pyrun"
	"akbuild.internal/tools/testing/testenv"
)

var debian = Interpreter{Implementation: "cpython", Version: "3.13.5", Major: 3, Minor: 13, CacheTag: "cpython-313", Platform: "linux_x86_64", Libc: "glibc 2.36"}

func TestSupports(t *testing.T) {
	without := func(change func(*Interpreter)) Interpreter {
		i := debian
		change(&i)
		return i
	}
	free := without(func(i *Interpreter) { i.Flags = "t" })
	musl := without(func(i *Interpreter) { i.Libc = "" })
	arm := without(func(i *Interpreter) { i.Platform = "linux_aarch64" })
	pypy := without(func(i *Interpreter) { i.Implementation = "pypy" })
	for _, c := range []struct {
		interpreter Interpreter
		tag         string
		want        bool
	}{
		{debian, "py3-none-any", true},
		{debian, "py2.py3-none-any", true},
		{debian, "py2-none-any", false},
		{debian, "py313-none-any", true},
		{debian, "py310-none-any", true},
		{debian, "py314-none-any", false},
		{debian, "py30-none-any", true},
		{debian, "cp313-none-any", true},
		{debian, "cp312-none-any", false},
		{debian, "PY3-None-Any", true},
		{debian, "cp313-cp313-linux_x86_64", true},
		{debian, "cp313-cp313-manylinux_2_17_x86_64.manylinux2014_x86_64", true},
		{debian, "cp313-cp313-manylinux_2_36_x86_64", true},
		{debian, "cp313-cp313-manylinux_2_37_x86_64", false},
		{debian, "cp313-cp313-manylinux_3_0_x86_64", false},
		{debian, "cp313-cp313-manylinux_2_x86_64", false},
		{debian, "cp313-cp313-manylinux_2_4_x86_64", false},
		{debian, "cp313-cp313-manylinux_2_1_7_x86_64", false},
		{debian, "cp313-cp313-manylinux1_x86_64", true},
		{debian, "cp313-cp313-manylinux2010_x86_64", true},
		{debian, "cp313-cp313-manylinux2020_x86_64", false},
		{debian, "cp313-cp313-manylinux_2_17_aarch64", false},
		{debian, "cp313-cp313-musllinux_1_2_x86_64", false},
		{debian, "cp313-cp313-macosx_11_0_arm64", false},
		{debian, "cp313-cp313-win_amd64", false},
		{debian, "cp313-cp313t-manylinux_2_17_x86_64", false},
		{debian, "cp314-cp314-manylinux_2_17_x86_64", false},
		{debian, "cp312-cp312-manylinux_2_17_x86_64", false},
		{debian, "cp36-abi3-manylinux_2_17_x86_64", true},
		{debian, "cp313-abi3-manylinux_2_17_x86_64", true},
		{debian, "cp314-abi3-manylinux_2_17_x86_64", false},
		{debian, "cp27-abi3-manylinux_2_17_x86_64", false},
		{debian, "abi3-abi3-manylinux_2_17_x86_64", false},
		{debian, "cp39-abi3-any", false},
		{debian, "cp313-cp313-any", false},
		{debian, "py3-none-manylinux_2_17_x86_64", true},
		{debian, "py3-none-win32", false},
		{debian, "pp310-pypy310_pp73-manylinux_2_17_x86_64", false},
		{free, "cp313-cp313t-linux_x86_64", true},
		{free, "cp313-cp313-linux_x86_64", false},
		{free, "cp36-abi3-linux_x86_64", false},
		{musl, "cp313-cp313-manylinux_2_17_x86_64", false},
		{musl, "cp313-cp313-linux_x86_64", true},
		{arm, "cp313-cp313-manylinux2014_aarch64", true},
		{arm, "cp313-cp313-manylinux2014_x86_64", false},
		{pypy, "py3-none-any", true},
		{pypy, "cp313-none-any", false},
		{pypy, "cp313-cp313-linux_x86_64", false},
	} {
		tags, err := Parse(c.tag)
		if err != nil {
			t.Fatal(err)
		}
		if got := c.interpreter.Supports(tags); got != c.want {
			t.Errorf("%s supports %s: %v", c.interpreter, c.tag, got)
		}
	}
}

func TestParse(t *testing.T) {
	tags, err := Parse("py2.py3-none-any.linux_x86_64")
	if err != nil || len(tags) != 4 || tags[1].String() != "py2-none-linux_x86_64" {
		t.Errorf("got %v, %v", tags, err)
	}
	for _, text := range []string{"", "any", "py3-none", "py3-none-any-x", "py3..py2-none-any", "-none-any", "py3-none-", "py3-none-any "} {
		if _, err := Parse(text); err == nil || err.Error() != `"`+text+`" is no tag of the form python-abi-platform` {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// An interpreter can use what is for every Python 3, and what is for itself.
func TestAsk(t *testing.T) {
	i, err := Ask(context.Background(), testenv.Path(t, testenv.Python))
	if err != nil {
		t.Fatal(err)
	}
	if i.Major != 3 || i.Minor != 13 || i.CacheTag != "cpython-313" || i.Implementation != "cpython" {
		t.Errorf("it says %+v", i)
	}
	for _, text := range []string{"py3-none-any", "cp313-cp313" + i.Flags + "-" + i.Platform, "cp38-abi3-" + i.Platform} {
		if tags, err := Parse(text); err != nil || !i.Supports(tags) {
			t.Errorf("%s cannot use %s, %v", i, text, err)
		}
	}
	if _, err := Ask(context.Background(), "/nowhere/python"); err == nil || err.Error() != "asking the interpreter which wheels it can use: starting the interpreter /nowhere/python: no such file or directory" {
		t.Errorf("got %v", err)
	}
}

// The answers are those of Python's library packaging, in the interpreter itself, for every combination of parts of tags.
func TestAsPackaging(t *testing.T) {
	python := testenv.Path(t, testenv.Python)
	site := filepath.Join(filepath.Dir(testenv.Path(t, testenv.BuildBackend)), "site")
	const program = "import sys; sys.path.insert(0, sys.argv[1]); from packaging.tags import sys_tags; print(*sys_tags())"
	said, err := pyrun.Output(context.Background(), pyrun.Script{Python: python, Source: program, Args: []string{site}})
	if err != nil {
		t.Fatal(err)
	}
	supported := map[string]bool{}
	for tag := range strings.FieldsSeq(string(said)) {
		supported[tag] = true
	}
	i, err := Ask(context.Background(), python)
	if err != nil {
		t.Fatal(err)
	}
	pythons, abis := []string{"py2", "py3", "py4", "py", "cp3", "pp310", "jy27"}, []string{"none", "abi3", "cp27mu", "pypy310_pp73"}
	for minor := range 18 {
		pythons = append(pythons, fmt.Sprintf("py2%d", minor), fmt.Sprintf("py3%d", minor), fmt.Sprintf("cp2%d", minor), fmt.Sprintf("cp3%d", minor))
		abis = append(abis, fmt.Sprintf("cp3%d", minor), fmt.Sprintf("cp3%dt", minor), fmt.Sprintf("cp3%dd", minor))
	}
	platforms := []string{"any", "linux", "win32", "win_amd64", "macosx_11_0_arm64", "musllinux_1_1_x86_64", "musllinux_1_2_x86_64"}
	for _, machine := range []string{"x86_64", "i686", "aarch64"} {
		platforms = append(platforms, "linux_"+machine, "manylinux1_"+machine, "manylinux2010_"+machine, "manylinux2014_"+machine)
		for minor := range 60 {
			platforms = append(platforms, fmt.Sprintf("manylinux_2_%d_%s", minor, machine))
		}
	}
	used := 0
	for _, p := range pythons {
		for _, a := range abis {
			for _, f := range platforms {
				tag := Tag{p, a, f}
				if got := i.Supports([]Tag{tag}); got != supported[tag.String()] {
					t.Errorf("%s: %v, and packaging says %v", tag, got, supported[tag.String()])
				}
				if supported[tag.String()] {
					used++
				}
			}
		}
	}
	if used != len(supported) {
		t.Errorf("packaging has %d tags, of which %d were compared", len(supported), used)
	}
}
