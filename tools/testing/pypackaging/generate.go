package pypackaging

import (
	"math/rand/v2"
	"strings"
)

// Generator makes texts about versions, the same ones for the same seed. Few numbers are used, so that versions often meet.
type Generator struct{ random *rand.Rand }

// NewGenerator makes a generator.
func NewGenerator(seed uint64) Generator { return Generator{rand.New(rand.NewPCG(seed, seed))} }

// One is one of several texts.
func (g Generator) One(texts ...string) string { return texts[g.random.IntN(len(texts))] }

// Chance says yes in percent of all cases.
func (g Generator) Chance(percent int) bool { return g.random.IntN(100) < percent }

// Version is a version in one of its spellings, or seldom no version.
func (g Generator) Version() string {
	text := g.Release()
	if g.Chance(30) {
		text += g.One("", "", ".", "-", "_") + g.One("a", "b", "rc", "c", "alpha", "beta", "pre", "preview", "RC") + g.One("", "", ".", "-") + g.number()
	}
	if g.Chance(20) {
		text += g.One(".post", "post", "-post", "_rev", ".r", "-", ".POST.", "post-") + g.number()
	}
	if g.Chance(20) {
		text += g.One(".dev", "dev", "-dev", "_DEV_", ".dev.") + g.number()
	}
	if g.Chance(15) {
		text += "+" + g.One("1", "cpu", "CPU.1", "01", "abc-2", "a_b", "1.2.10", "1.2.9", "ubuntu")
	}
	if g.Chance(3) {
		text = " " + text + "\t"
	}
	if g.Chance(3) {
		text = g.spoiled(text)
	}
	return text
}

// Release are the numbers of a version, with an epoch now and then.
func (g Generator) Release() string {
	text := g.One("", "", "", "", "", "", "", "v", "V", "") + g.One("", "", "", "", "", "", "0!", "1!", "", "")
	for i := range 1 + g.random.IntN(4) {
		if i > 0 {
			text += "."
		}
		text += g.One("0", "0", "1", "1", "2", "3", "10", "01", "2024")
	}
	return text
}

func (g Generator) number() string { return g.One("", "0", "1", "1", "2", "10", "02") }

// spoiled is a text with a character more, less, or another one.
func (g Generator) spoiled(text string) string {
	at := g.random.IntN(len(text) + 1)
	return text[:at] + g.One(".", "+", "-", "!", "*", "x", " ", ",", "é", "\n", "0", "=") + text[min(len(text), at+g.random.IntN(2)):]
}

// Specifier are one to three conditions on versions, seldom none that can be read.
func (g Generator) Specifier() string {
	var parts []string
	for range 1 + g.random.IntN(3)*g.random.IntN(2) {
		operator := g.One("==", "==", "!=", "<", "<=", ">", ">=", "~=", "===")
		version := g.Version()
		if (operator == "==" || operator == "!=") && g.Chance(40) {
			version = g.Release() + ".*"
		}
		if operator != "==" && operator != "!=" && g.Chance(95) {
			version, _, _ = strings.Cut(version, "+")
		}
		parts = append(parts, operator+g.One("", "", " ")+version)
	}
	text := strings.Join(parts, g.One(",", ", ", " ,"))
	if g.Chance(3) {
		text = g.spoiled(text)
	}
	return text
}

// variables are those of markers, legacy names too.
var variables = []string{
	"python_version", "python_version", "python_full_version", "implementation_version", "os_name", "sys_platform",
	"platform_machine", "platform_system", "platform_release", "platform_version", "platform_python_implementation",
	"implementation_name", "extra", "extra", "os.name", "sys.platform", "platform.version", "platform.machine",
	"platform.python_implementation", "python_implementation",
}

// Marker is a condition of a requirement.
func (g Generator) Marker() string {
	text := g.comparison()
	for g.Chance(40) {
		next := g.comparison()
		if g.Chance(30) {
			next = "(" + g.Marker() + g.One("", " ") + ")"
		}
		text += g.One(" and ", " or ", "  and\t", " or ") + next
	}
	if g.Chance(2) {
		text = g.spoiled(text)
	}
	return text
}

func (g Generator) comparison() string {
	variable := g.One(variables...)
	quote := g.One("'", `"`)
	text := g.One("linux", "posix", "win32", "x86_64", "CPython", "cpython", "Linux", "", "arm64 x86_64", "linux2 linux", "6.1")
	switch {
	case variable == "extra":
		text = g.One("s3", "S_3", "s-3", "azure", "Azure", "", "s3.azure")
	case strings.Contains(variable, "_version") || g.Chance(5):
		text = g.One("3", "3.9", "3.13", "3.13.5", "3.13.0", "3.14", "3.*", "3.13.*", "3.13.5rc1", "3.13 3.14", "2.7, 3.13", "4!1", "3.13.5+local", g.Version())
	}
	operators := []string{"==", "==", "!=", "<", "<=", ">", ">=", "~=", "===", "in", "not in", "not  in"}
	if variable == "extra" && g.Chance(90) {
		operators = []string{"==", "!="}
	}
	operator := g.One(operators...)
	space := g.One(" ", " ", "")
	if strings.Contains(operator, "in") {
		space = " "
	}
	literal := quote + strings.ReplaceAll(text, "\n", "") + quote
	switch {
	case g.Chance(1):
		return variable + space + operator + space + g.One(variables...)
	case g.Chance(1):
		return literal + space + operator + space + literal
	case g.Chance(20):
		return literal + space + operator + space + variable
	}
	return variable + space + operator + space + literal
}

// Name is a name of a distribution.
func (g Generator) Name() string {
	text := g.One("foo", "Foo", "F", "3foo")
	for g.Chance(60) {
		text += g.One("-", "_", ".", "--", "._", "") + g.One("bar", "B", "1")
	}
	return text
}

// Requirement is a line of a project's dependencies.
func (g Generator) Requirement() string {
	text := g.Name() + g.One("", "", "", "", "", "-", "_")
	if g.Chance(30) {
		text += g.One("", " ") + "[" + g.One("", "a", "a,b", "A_b, c", " a ", "a,", "a b") + "]"
	}
	switch {
	case g.Chance(10):
		text += g.One(" @ ", "@", " @") + g.One("https://example.org/foo.whl", "file:///foo", "git+https://example.org/foo@v1")
	case g.Chance(15):
		text += g.One("", " ") + "(" + g.Specifier() + ")"
	case g.Chance(80):
		text += g.One("", " ") + g.Specifier() + g.One("", "", "", "", ",", " , ")
	}
	if g.Chance(40) {
		text += g.One(";", " ; ", "; ") + g.Marker()
	}
	if g.Chance(5) {
		text = g.spoiled(text)
	}
	return text
}
