package pep508

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// scanner reads a text from its beginning.
type scanner struct {
	text string
	at   int
}

// rest is what has not been read.
func (s *scanner) rest() string { return s.text[s.at:] }

// end says whether all has been read.
func (s *scanner) end() bool { return s.at == len(s.text) }

// blanks reads blanks and tabs, and says whether there were any.
func (s *scanner) blanks() bool {
	before := s.at
	s.at = len(s.text) - len(strings.TrimLeft(s.rest(), " \t"))
	return s.at > before
}

// take reads one of some texts, the first that is there.
func (s *scanner) take(texts ...string) string {
	for _, text := range texts {
		if strings.HasPrefix(s.rest(), text) {
			s.at += len(text)
			return text
		}
	}
	return ""
}

// takeWord reads one of some words that ends there: "in", but not the beginning of "inside".
func (s *scanner) takeWord(words ...string) string {
	for _, word := range words {
		after, found := strings.CutPrefix(s.rest(), word)
		if next, _ := utf8.DecodeRuneInString(after); found && (after == "" || !isWord(next)) {
			s.at += len(word)
			return word
		}
	}
	return ""
}

func isWord(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }

// identifier reads a name of a distribution or of an extra.
func (s *scanner) identifier() string {
	n := 0
	for n < len(s.rest()) && isNameByte(s.rest()[n]) {
		n++
	}
	name := strings.TrimRight(s.rest()[:n], ".-")
	if name == "" || strings.IndexByte("._-", name[0]) >= 0 {
		return ""
	}
	s.at += len(name)
	return name
}

func isNameByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '_' || c == '-'
}

// until reads up to the first of some characters, or to the end.
func (s *scanner) until(characters string) string {
	text := s.rest()
	if n := strings.IndexAny(text, characters); n >= 0 {
		text = text[:n]
	}
	s.at += len(text)
	return text
}

// expected is the error for a text that does not go on as it must.
func (s *scanner) expected(what string) error {
	if s.end() {
		return fmt.Errorf("it ends where %s was expected", what)
	}
	return fmt.Errorf("%q stands where %s was expected", s.rest(), what)
}
