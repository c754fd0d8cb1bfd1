package generator

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
)

// logMark begins each line that the tool logs; the rest of its output is Java's own.
const logMark = "@log "

// Output sorts what the tool prints: it passes warnings on, and errors unless the tool fails, which says them in one
// sentence; and it tells which files it writes.
type Output struct {
	// Warnings gets a line for each warning, and for each error of a run that succeeds.
	Warnings io.Writer
	// All passes every warning and error on; otherwise warnings of one kind, the same but for quoted names, are counted after the first.
	All bool
	// File is called with the path of each file that the tool is about to write. May be nil.
	File func(path string)

	facts []string
	// causes are the messages of exceptions, the outermost first.
	causes []string
	kinds  map[string]bool
	hidden int
	// endless says that the tool ran out of stack.
	endless bool
}

// mostKinds is how many kinds of warnings are shown; a generator that renames thousands of things has as many kinds.
const mostKinds = 20

var (
	quoted = regexp.MustCompile(`'[^']*'|"[^"]*"|\[[^\]]*\]|\S+_\S*|\S+\.\S+|[A-Z][a-z0-9]+[A-Z]\w*`)
	// renamed are messages that differ in a name and what became of it.
	renamed = regexp.MustCompile(`^.*( cannot be used as [^.]*)\. Renamed to .*$`)
	// javaNoise is what a JVM prints of its own accord: stack frames and advice about deprecated methods.
	javaNoise = regexp.MustCompile(`^(\s+at \S+|\s*\.\.\. \d+ (more|common frames omitted)|WARNING: |Picked up |#)`)
	exception = regexp.MustCompile(`^(?:Exception in thread "[^"]*" |Caused by: )?(?:[\w$]+\.)+[\w$]*(?:Exception|Error)(?:: |$)`)
)

// Write takes one line.
func (o *Output) Write(line []byte) (int, error) {
	text := strings.TrimRight(string(line), "\r")
	if logged, ok := strings.CutPrefix(text, logMark); ok {
		level, message, _ := strings.Cut(logged, " ")
		switch level {
		case "INFO", "DEBUG", "TRACE":
			if path, ok := strings.CutPrefix(message, "writing file "); ok && o.File != nil {
				o.File(path)
			}
		case "WARN":
			o.warn(message)
		default:
			o.fact(message)
		}
		return len(line), nil
	}
	if strings.TrimSpace(text) != "" && !javaNoise.MatchString(text) {
		message := exception.ReplaceAllString(text, "")
		if message != text && message != "" && !slices.Contains(o.causes, message) {
			o.causes = append(o.causes, message)
		}
		o.endless = o.endless || strings.Contains(text, "StackOverflowError") || strings.Contains(text, "Stack overflow")
		o.fact(message)
	}
	return len(line), nil
}

// fact keeps a line that may say why the tool failed, once.
func (o *Output) fact(text string) {
	text = strings.TrimSpace(text)
	if text != "" && !slices.Contains(o.facts, text) {
		o.facts = append(o.facts, text)
	}
}

func (o *Output) warn(text string) {
	kind := quoted.ReplaceAllString(renamed.ReplaceAllString(text, "$1"), "")
	if !o.All && (o.kinds[kind] || len(o.kinds) == mostKinds) {
		o.hidden++
		return
	}
	if o.kinds == nil {
		o.kinds = map[string]bool{}
	}
	o.kinds[kind] = true
	fmt.Fprintf(o.Warnings, "openapi-generator: warning: %s\n", text)
}

// Close says what was kept back: how many warnings, and the errors of a run that succeeded all the same.
func (o *Output) Close(succeeded bool) {
	if o.hidden > 0 {
		fmt.Fprintf(o.Warnings, "openapi-generator: and %d more warnings like these; --all-warnings shows each\n", o.hidden)
	}
	if succeeded || o.All {
		for _, f := range o.facts {
			fmt.Fprintf(o.Warnings, "openapi-generator: %s\n", f)
		}
	}
}

// faults are what the tool found wrong with the schema, when that is why it failed.
func (o *Output) faults() []string {
	var faults []string
	for _, f := range o.facts {
		if f == "Warnings:" {
			break
		}
		if fault, ok := strings.CutPrefix(f, "-"); ok {
			faults = append(faults, fault)
		}
	}
	return faults
}

// reason is the tool's most telling sentence about a failure; empty if it said nothing.
func (o *Output) reason() string {
	for _, f := range o.facts {
		if strings.Contains(f, "OutOfMemoryError") || strings.Contains(f, "Java heap space") {
			return "Java ran out of memory; allow it more: --heap 1g"
		}
	}
	switch faults := o.faults(); {
	case len(faults) > 1:
		return fmt.Sprintf("%s (and %d more)", faults[0], len(faults)-1)
	case len(faults) == 1:
		return faults[0]
	case len(o.causes) > 0:
		return strings.Join(o.causes[:min(mostCauses, len(o.causes))], ": ")
	case o.endless:
		return "it ran out of stack"
	case len(o.facts) == 0:
		return ""
	}
	return o.facts[len(o.facts)-1]
}

// mostCauses is how many exceptions a sentence names.
const mostCauses = 3
