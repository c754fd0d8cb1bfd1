package pytag

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"akbuild.internal/tools/python/pyrun"
)

//go:embed ask.py
var question string

// Interpreter is what a Python interpreter says of itself.
type Interpreter struct {
	// Implementation is cpython, pypy or another one.
	Implementation string `json:"implementation"`
	// Version is its release, such as 3.13.5.
	Version string `json:"version"`
	// Major and Minor are the first two numbers of that.
	Major int `json:"major"`
	Minor int `json:"minor"`
	// Flags are those of its binary interface: t without the global lock, d for debugging.
	Flags string `json:"flags"`
	// CacheTag is what names of its byte code have in them, such as cpython-313.
	CacheTag string `json:"cache_tag"`
	// Platform is its system and processor, such as linux_x86_64.
	Platform string `json:"platform"`
	// Libc is its C library and the version of that, such as "glibc 2.41"; empty for others than glibc.
	Libc string `json:"libc"`
}

// Ask asks an interpreter.
func Ask(ctx context.Context, python string) (Interpreter, error) {
	var i Interpreter
	said, err := pyrun.Output(ctx, pyrun.Script{Python: python, Source: question})
	if err == nil {
		err = json.Unmarshal(said, &i)
	}
	if err != nil {
		return i, fmt.Errorf("asking the interpreter which wheels it can use: %w", err)
	}
	return i, nil
}

// String names the interpreter, such as "cpython 3.13.5 on linux_x86_64 with glibc 2.41".
func (i Interpreter) String() string {
	name := i.Implementation + " " + i.Version + " on " + i.Platform
	if i.Libc != "" {
		name += " with " + i.Libc
	}
	return name
}

// Supports says whether the interpreter can use what was made for one of the tags.
func (i Interpreter) Supports(tags []Tag) bool { return slices.ContainsFunc(tags, i.supports) }

func (i Interpreter) supports(t Tag) bool {
	platform := t.Platform == "any" || i.supportsPlatform(t.Platform)
	if !platform {
		return false
	}
	own := i.short() + strconv.Itoa(i.Major) + strconv.Itoa(i.Minor)
	switch {
	case t.ABI == "none":
		return t.Python == own || i.runsPure(t.Python)
	case t.Platform == "any":
		return false
	case t.ABI == "abi3":
		return i.short() == "cp" && !strings.Contains(i.Flags, "t") && i.atMost(t.Python, "cp3", 2)
	}
	return t.Python == own && t.ABI == own+i.Flags && i.short() == "cp"
}

func (i Interpreter) short() string {
	if i.Implementation == "cpython" {
		return "cp"
	}
	return i.Implementation
}

// runsPure says whether a tag such as py3 or py311 is of this version or an earlier one of the same line.
func (i Interpreter) runsPure(python string) bool {
	major := "py" + strconv.Itoa(i.Major)
	return python == major || i.atMost(python, major, 0)
}

// atMost says whether text is prefix and a minor version from least to the interpreter's own.
func (i Interpreter) atMost(text, prefix string, least int) bool {
	minor, ok := number(strings.CutPrefix(text, prefix))
	return ok && least <= minor && minor <= i.Minor
}

// legacy are the names that platforms had before PEP 600, and the version of glibc that they stand for.
var legacy = map[string]string{"manylinux1": "2_5", "manylinux2010": "2_12", "manylinux2014": "2_17"}

// supportsPlatform compares the version of glibc that a platform asks for with the interpreter's.
func (i Interpreter) supportsPlatform(platform string) bool {
	if platform == i.Platform {
		return true
	}
	machine, linux := strings.CutPrefix(i.Platform, "linux_")
	version, glibc := strings.CutPrefix(i.Libc, "glibc ")
	wanted, ok := strings.CutSuffix(platform, "_"+machine)
	if !linux || !glibc || !ok {
		return false
	}
	if modern, named := legacy[wanted]; named {
		wanted = "manylinux_" + modern
	}
	wanted, ok = strings.CutPrefix(wanted, "manylinux_")
	wantedMajor, wantedMinor, both := strings.Cut(wanted, "_")
	ownMajor, ownMinor, _ := strings.Cut(version, ".")
	least, isNumber := number(wantedMinor, true)
	most, known := number(ownMinor, true)
	return ok && both && isNumber && known && wantedMajor == ownMajor && oldest(machine) <= least && least <= most
}

// oldest is the second number of the glibc with which PEP 600 begins: CPython was not built for older ones.
func oldest(machine string) int {
	if machine == "x86_64" || machine == "i686" {
		return 5
	}
	return 17
}

// number reads a number without a sign; ok is whether there is a text at all.
func number(text string, ok bool) (int, bool) {
	if !ok || text == "" || strings.Trim(text, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(text)
	return n, err == nil
}
