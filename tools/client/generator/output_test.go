package generator

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func feed(o *Output, text string) {
	l := &lineWriter{out: o}
	// In pieces, since a pipe gives no whole lines.
	for _, piece := range strings.SplitAfter(text, "a") {
		_, _ = l.Write([]byte(piece))
	}
	l.flush()
	o.Close(false)
}

func TestOutputTellsFiles(t *testing.T) {
	var files []string
	var warnings strings.Builder
	o := &Output{Warnings: &warnings, File: func(p string) { files = append(files, p) }}
	feed(o, "@log INFO writing file /o/a.go\n@log INFO other\n@log INFO writing file /o/b.go")
	if diff := cmp.Diff([]string{"/o/a.go", "/o/b.go"}, files); diff != "" || warnings.Len() > 0 {
		t.Errorf("%s%s", diff, warnings.String())
	}
}

func TestOutputFact(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"nothing":       {"@log INFO fine\n", ""},
		"causes":        {"Exception in thread \"main\" java.lang.RuntimeException: outer\n\tat a.b(C.java:1)\nCaused by: x.y.Z$InnerException: inner\n\t... 3 more\n", "outer: inner"},
		"schema fault":  {"Exception in thread \"main\" org.x.SpecValidationException: bad\nErrors: \n\t-attribute info.title is missing\n\n", "attribute info.title is missing"},
		"faults":        {"Errors: \n\t-a is missing\n\t-b is missing\nWarnings: \n\t-c is odd\n", "a is missing (and 1 more)"},
		"no stack":      {"Exception in thread \"main\" java.lang.StackOverflowError\n\tat a.b(C.java:1)\n", "it ran out of stack"},
		"logged error":  {"@log ERROR no such thing\n", "no such thing"},
		"memory":        {"java.lang.OutOfMemoryError: Java heap space\n", "Java ran out of memory; allow it more: --heap 1g"},
		"no such flag":  {"Unrecognized VM option 'X'\n", "Unrecognized VM option 'X'"},
		"Java's advice": {"WARNING: sun.misc.Unsafe\nPicked up JAVA_TOOL_OPTIONS: -Dx\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			o := &Output{Warnings: &strings.Builder{}}
			feed(o, c.text)
			if got := o.reason(); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestOutputShowsAsManyKindsAsAreRead(t *testing.T) {
	var warnings strings.Builder
	o := &Output{Warnings: &warnings}
	var text strings.Builder
	for i := range 100 {
		text.WriteString("@log WARN " + strings.Repeat("word ", i+1) + "\n")
	}
	feed(o, text.String())
	if got := strings.Count(warnings.String(), "\n"); got != mostKinds+1 || !strings.HasSuffix(warnings.String(), "and 80 more warnings like these; --all-warnings shows each\n") {
		t.Errorf("%d lines:\n%s", got, warnings.String())
	}
}
