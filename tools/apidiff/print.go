package apidiff

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

var printers = []struct {
	format string
	print  func(io.Writer, *Report) error
}{
	{"text", printText},
	{"markdown", printMarkdown},
	{"json", printJSON},
}

// printer returns what prints a report in a format.
func printer(format string) (func(io.Writer, *Report) error, error) {
	var known []string
	for _, p := range printers {
		if p.format == format {
			return p.print, nil
		}
		known = append(known, p.format)
	}
	return nil, fmt.Errorf("unknown format %s: there are %s", format, strings.Join(known, ", "))
}

func printJSON(w io.Writer, r *Report) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(r)
}

// plural is a number and what it counts.
func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// summary is the counts as a sentence without its full stop.
func (c Counts) summary() string {
	return fmt.Sprintf("%s, %s and %d other; %s changed", plural(c.Breaking, "breaking change"),
		plural(c.Warning, "warning"), c.Other, plural(c.Operations, "operation"))
}

// brief is the counts that are not zero.
func (c Counts) brief() string {
	var parts []string
	if c.Breaking > 0 {
		parts = append(parts, fmt.Sprintf("%d breaking", c.Breaking))
	}
	if c.Warning > 0 {
		parts = append(parts, plural(c.Warning, "warning"))
	}
	if c.Other > 0 {
		parts = append(parts, fmt.Sprintf("%d other", c.Other))
	}
	return strings.Join(parts, ", ")
}

// summary says what came of looking at a part of the source tree.
func (s Side) summary() string {
	if !s.Checked {
		return fmt.Sprintf("%s was left out: %s", s.title, s.Reason)
	}
	return fmt.Sprintf("%s calls %s at %s; %d of them changed, %d with breaking changes", s.title,
		plural(s.Called, "operation"), plural(s.Sites, "place"), s.Changed, s.Breaking)
}

// remarks are sentences about what was seen and could not be told.
func (s Side) remarks() []string {
	var result []string
	for _, u := range s.Unknown {
		result = append(result, fmt.Sprintf("%s calls %s, which is in neither schema: %s", s.title, u.Method, join(u.Sites)))
	}
	for _, u := range s.Unclear {
		result = append(result, fmt.Sprintf("%s may call the API, its types do not tell: %s: %s", s.title, u.Site, u.What))
	}
	return result
}

func join[T fmt.Stringer](list []T) string {
	parts := make([]string, len(list))
	for i, s := range list {
		parts[i] = s.String()
	}
	return strings.Join(parts, ", ")
}
