package substitute

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"akbuild.internal/tools/base/nearest"
	"akbuild.internal/tools/base/utf8fault"
)

// change is one passage of a file that an entry replaces.
type change struct {
	at    int
	entry int
}

// Apply returns the content of a file with its substitutions done. The folder root is where the tree stays; empty means that
// it can be moved. Texts are looked for in the content as given, never in what another entry put there. The error names
// everything that does not fit.
func (l List) Apply(file, content, root string) (string, error) {
	var changes []change
	var problems []error
	for i, e := range l.Substitutions {
		if e.File != file || e.Add != "" {
			continue
		}
		at := Positions(content, e.Find)
		if len(at) != e.Count {
			problems = append(problems, l.miss(i, content, at))
			continue
		}
		for _, p := range at {
			changes = append(changes, change{p, i})
		}
	}
	slices.SortStableFunc(changes, func(a, b change) int { return a.at - b.at })
	for i := 1; i < len(changes); i++ {
		if before, next := changes[i-1], changes[i]; before.at+len(l.Substitutions[before.entry].Find) > next.at {
			problems = append(problems, l.overlap(content, before, next))
		}
	}
	if len(problems) > 0 {
		return "", errors.Join(problems...)
	}
	var out strings.Builder
	done := 0
	for _, c := range changes {
		out.WriteString(content[done:c.at])
		out.WriteString(l.Substitutions[c.entry].replacement(root))
		done = c.at + len(l.Substitutions[c.entry].Find)
	}
	out.WriteString(content[done:])
	return out.String(), nil
}

func (e Entry) replacement(root string) string {
	if root == "" || e.Fixed == nil {
		return *e.Replace
	}
	return strings.ReplaceAll(*e.Fixed, TreeMark, root)
}

// Positions returns where text begins in content, overlapping ones too.
func Positions(content, text string) []int {
	var at []int
	for from := 0; ; {
		i := strings.Index(content[from:], text)
		if i < 0 {
			return at
		}
		at = append(at, from+i)
		from += i + 1
	}
}

// miss says how often the text of entry i is there instead.
func (l List) miss(i int, content string, at []int) error {
	e := l.Substitutions[i]
	return fmt.Errorf("substituting %q in %s: %s; correct entry %d of %s", e.Find, e.File, Found(content, e.Find, at, e.Count), e.number, l.Name)
}

// Found is the part of a sentence that says how often text is in content, at these positions, and not count times; where
// it is not, what is nearest.
func Found(content, text string, at []int, count int) string {
	if len(at) > 0 {
		return fmt.Sprintf("it is there %s (%s), not %s", Times(len(at)), lineNumbers(content, at), Times(count))
	}
	if number, has, wanted := nearest.Blanks(text, content); number > 0 {
		return fmt.Sprintf("it is not there, but line %d differs %s: it is %q, and the text has %q", number, difference(has, wanted), has, wanted)
	}
	odd := ""
	if fault := utf8fault.Find([]byte(content)); fault != nil {
		odd = fmt.Sprintf(" (in line %d, %s)", fault.Line, fault)
	}
	if number, line := nearest.Line(text, strings.Split(content, "\n")); number > 0 {
		if strings.Contains(text, "\n") && strings.Contains(text, line) {
			if other, has, wanted := nearest.Mismatch(text, content, number); other > 0 {
				return fmt.Sprintf("it is not there; the nearest begins to differ in line %d: it is %q, and the text has %q%s", other, has, wanted, odd)
			}
		}
		return fmt.Sprintf("it is not there; the nearest is line %d: %q%s", number, line, odd)
	}
	return "it is not there, and nothing like it" + odd
}

// difference says in what two lines differ that are the same but for blanks.
func difference(has, wanted string) string {
	if strings.TrimRight(has, "\r\n") == strings.TrimRight(wanted, "\r\n") {
		return "in its line ending alone"
	}
	return "in blanks alone"
}

func (l List) overlap(content string, a, b change) error {
	first, second := l.Substitutions[a.entry], l.Substitutions[b.entry]
	if a.entry == b.entry {
		return fmt.Errorf("substituting %q in %s: it overlaps with itself in line %d; correct entry %d of %s", first.Find, first.File, line(content, b.at), first.number, l.Name)
	}
	return fmt.Errorf("substituting %q in %s: it overlaps with %q in line %d; correct entry %d or %d of %s", first.Find, first.File, second.Find, line(content, b.at), first.number, second.number, l.Name)
}

// Times says how often something is, in words: once, twice, 3 times.
func Times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return fmt.Sprintf("%d times", n)
}

func lineNumbers(content string, at []int) string {
	var numbers []string
	for _, p := range at {
		numbers = append(numbers, fmt.Sprint(line(content, p)))
	}
	word := "line "
	if numbers = slices.Compact(numbers); len(numbers) > 1 {
		word = "lines "
	}
	return word + strings.Join(numbers, ", ")
}

// line is the number, from 1, of the line in which a position lies.
func line(content string, at int) int {
	return strings.Count(content[:at], "\n") + 1
}
