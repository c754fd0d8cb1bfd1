package apidiff

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/oasdiff/oasdiff/checker"
	"github.com/oasdiff/oasdiff/diff"
	"github.com/oasdiff/oasdiff/load"
)

// Level says what a change means to a client that was made for the older document.
type Level string

// The levels, worst first.
const (
	// Breaking changes break clients.
	Breaking Level = "breaking"
	// Warning is for changes that break some clients: those that use what was removed, or refuse what they do not know.
	Warning Level = "warning"
	// Other changes break no client.
	Other Level = "other"
)

var levels = []Level{Breaking, Warning, Other}

// Change is one change of an operation, or of the API as a whole.
type Change struct {
	Level Level `json:"level"`
	// ID is oasdiff's name of the kind of change.
	ID string `json:"id"`
	// Text is one sentence, with single quotes around names and values.
	Text string `json:"text"`
	// code is Text with names and values as Markdown code.
	code string
}

// located is a change and the operation that it is of; both fields of that are empty for the API as a whole.
type located struct {
	Change
	operation
	path, id string
}

// readBoth reads the two documents, both with allOf merged or none: else each merged allOf would look like a change.
func readBoth(from, to string) (a, b *schema, err error) {
	read := func(merge bool) error {
		return parallel(
			func() (err error) { a, err = readSchema(from, merge); return err },
			func() (err error) { b, err = readSchema(to, merge); return err },
		)
	}
	if err := read(true); err != nil {
		return nil, nil, err
	}
	if a.merged != b.merged {
		err = read(false)
	}
	return a, b, err
}

// generated are the changes that oasdiff takes for harmless, since they do not show on the wire, and that take a name
// away from generated clients.
var generated = map[string]checker.Level{
	checker.APIOperationIdRemovedId: checker.WARN,
	checker.APISchemasRemovedId:     checker.WARN,
	// Harmless to oasdiff, unlike the same of a property.
	checker.RequestBodyEnumValueRemovedId: checker.ERR,
}

// compare lists the changes between two documents, in no particular order.
func compare(from, to *schema) (changes []located, err error) {
	defer func() {
		// oasdiff takes its documents for valid in places where nothing has checked that.
		if cause := recover(); cause != nil {
			err = fmt.Errorf("comparing %s with %s: one is not valid OpenAPI: %v", from.file, to.file, cause)
		}
	}()
	if err := compareRest(from, to); err != nil {
		return nil, err
	}
	info := func(s *schema) *load.SpecInfo { return &load.SpecInfo{Url: s.file, Spec: s.doc, Version: s.version()} }
	difference, sources, err := diff.GetWithOperationsSourcesMap(diff.NewConfig(), info(from), info(to))
	if err != nil {
		return nil, fmt.Errorf("comparing %s with %s: one is not valid OpenAPI: %s", from.file, to.file, firstLine(err))
	}
	config := checker.NewConfig(checker.GetAllChecks()).WithSeverityLevels(generated)
	for _, c := range checker.CheckBackwardCompatibilityUntilLevel(config, difference, sources, checker.INFO) {
		if internalName(c) {
			continue
		}
		level := levelOf(c.GetLevel())
		if ofTypes, known := levelOfTypes(c); known {
			level = ofTypes
		}
		changes = append(changes, located{
			Change:    Change{Level: level, ID: c.GetId(), Text: sentence(c, "'"), code: sentence(c, "`")},
			operation: newOperation(c.GetOperation(), c.GetPath()),
			path:      c.GetPath(),
			id:        c.GetOperationId(),
		})
	}
	if len(changes) == 0 {
		changes = untold(from, to)
	}
	return changes, nil
}

func levelOf(l checker.Level) Level {
	switch l {
	case checker.ERR:
		return Breaking
	case checker.WARN:
		return Warning
	}
	return Other
}

var english = checker.NewLocalizer("en")

// sentence is the text of a change with the given quotes around names and values, and numbers as people write them.
func sentence(c checker.Change, quote string) string {
	args := c.GetArgs()
	text := c.GetUncolorizedText(func(key string, quoted ...any) string {
		quoted = slices.Clone(quoted)
		for i, q := range quoted {
			value, ok := q.(string)
			if !ok || i >= len(args) {
				continue
			}
			value = strings.TrimSuffix(strings.TrimPrefix(value, "'"), "'")
			if number, ok := args[i].(float64); ok {
				value = strconv.FormatFloat(number, 'f', -1, 64)
			}
			quoted[i] = quote + value + quote
		}
		return english(key, quoted...)
	})
	return strings.Join(strings.Fields(text), " ")
}
