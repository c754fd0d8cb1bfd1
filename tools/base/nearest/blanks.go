package nearest

import (
	"strings"
	"unicode"
)

// Blanks looks for a text that is in content but for blanks: line endings, tabs, spaces more or less, and characters that
// cannot be seen. It returns the number, from 1, of the first line that differs, that line and the one of text, both with
// their ends; the number is 0 when there is no such text.
func Blanks(text, content string) (number int, has, wanted string) {
	squeezed, places := squeeze(content)
	looked, _ := squeeze(text)
	looked = strings.TrimSpace(looked)
	if looked == "" {
		return 0, "", ""
	}
	at := strings.Index(squeezed, looked)
	if at < 0 {
		return 0, "", ""
	}
	// Empty lines at the beginning of text stand before the first letter of it.
	lines, first := strings.SplitAfter(content, "\n"), strings.Count(content[:places[at]], "\n")
	first -= strings.Count(text[:len(text)-len(strings.TrimLeftFunc(text, blank))], "\n")
	pieces := strings.SplitAfter(text, "\n")
	for i, line := range pieces {
		has := ""
		if n := max(first, 0) + i; n < len(lines) {
			has = lines[n]
		}
		if !fits(line, has, i == 0, i == len(pieces)-1) {
			return min(max(first, 0)+i+1, len(lines)), has, line
		}
	}
	return max(first, 0) + 1, lines[max(first, 0)], text
}

// fits says whether a line of content is what a line of a text wants: all of it, but for what comes before the first line
// and after the last.
func fits(wanted, has string, first, last bool) bool {
	switch {
	case first && last:
		return strings.Contains(has, wanted)
	case first:
		return strings.HasSuffix(has, wanted)
	case last:
		return strings.HasPrefix(has, wanted)
	}
	return has == wanted
}

func blank(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) }

// squeeze writes each run of blanks as one space, and says for each byte where it came from.
func squeeze(text string) (squeezed string, places []int) {
	var b strings.Builder
	inBlanks := false
	for i, r := range text {
		if blank(r) {
			if !inBlanks {
				b.WriteByte(' ')
				places = append(places, i)
			}
			inBlanks = true
			continue
		}
		inBlanks = false
		before := b.Len()
		b.WriteRune(r)
		for range b.Len() - before {
			places = append(places, i)
		}
	}
	return b.String(), places
}

// Mismatch is for a text of several lines of which one is in content as it is, at the line of that number: it returns the
// first line that is not as text has it, blanks apart, in the same way as Blanks.
func Mismatch(text, content string, number int) (line int, has, wanted string) {
	pieces, lines := strings.SplitAfter(text, "\n"), strings.SplitAfter(content, "\n")
	first := number - 1
	for i, piece := range pieces {
		if strings.TrimSpace(piece) == longest(text) {
			first -= i
			break
		}
	}
	for i, piece := range pieces {
		n, has := first+i, ""
		if n >= 0 && n < len(lines) {
			has = lines[n]
		}
		if !fits(unblanked(piece), unblanked(has), i == 0, i == len(pieces)-1) {
			return min(max(n+1, 1), len(lines)), has, piece
		}
	}
	return 0, "", ""
}

func unblanked(line string) string {
	squeezed, _ := squeeze(line)
	return strings.TrimSpace(squeezed)
}
