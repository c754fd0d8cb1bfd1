package openapi

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"akbuild.internal/tools/base/utf8fault"
	"go.yaml.in/yaml/v3"
)

// load reads the file's only document into nodes.
func (d *Document) load() error {
	text, err := d.text()
	if err != nil {
		return err
	}
	if json.Valid(text) {
		// YAML's reader takes neither tabs nor half of JSON's escapes.
		d.root = jsonNodes(text)
		return nil
	}
	if err := d.checkPrintable(text); err != nil {
		return err
	}
	if text, err = d.directives(text); err != nil {
		return err
	}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	var file, second yaml.Node
	if err := decoder.Decode(&file); errors.Is(err, io.EOF) || err == nil && len(file.Content) == 0 {
		return d.failLine(1, "it is empty")
	} else if err != nil {
		return d.notYAML(err, text)
	}
	if err := decoder.Decode(&second); err == nil {
		return d.failLine(second.Line, "a second document begins here, and a schema is one")
	} else if !errors.Is(err, io.EOF) {
		return d.notYAML(err, text)
	}
	d.root = file.Content[0]
	return nil
}

// text is the content as text, without the mark that editors put before UTF-8.
func (d *Document) text() ([]byte, error) {
	if bytes.HasPrefix(d.Content, []byte("\xff\xfe")) || bytes.HasPrefix(d.Content, []byte("\xfe\xff")) {
		return nil, d.failLine(1, "it is UTF-16; save it as UTF-8")
	}
	if fault := utf8fault.Find(d.Content); fault != nil {
		return nil, d.failLine(fault.Line, "%s; save the file as UTF-8", fault)
	}
	return bytes.TrimPrefix(d.Content, []byte("\ufeff")), nil
}

// checkPrintable refuses what YAML's reader refuses without saying where.
func (d *Document) checkPrintable(text []byte) error {
	for i := 0; i < len(text); {
		if c := text[i]; c >= ' ' && c < 0x7f || c == '\n' {
			i++
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		if !printable(r) {
			return d.failLine(bytes.Count(text[:i], []byte("\n"))+1, "the control character U+%04X is not allowed in YAML", r)
		}
		i += size
	}
	return nil
}

// printable says whether YAML allows a character: the rule c-printable of its specification.
func printable(r rune) bool {
	switch {
	case r == '\t', r == '\n', r == '\r', r == 0x85:
		return true
	case r < ' ', r >= 0x7f && r < 0xa0, r == 0xfeff, r == 0xfffe, r == 0xffff:
		return false
	}
	return true
}

var (
	directive = regexp.MustCompile(`^%([^ \t]*)[ \t]*([^#]*?)[ \t]*(#.*)?$`)
	yaml1     = regexp.MustCompile(`^1\.([0-9]+)$`)
)

// directives replaces the directives before the document, of which YAML's reader takes only some, by comments as long.
func (d *Document) directives(text []byte) ([]byte, error) {
	if !bytes.HasPrefix(bytes.TrimLeft(skipComments(text), "\r\n"), []byte("%")) {
		return text, nil
	}
	text = bytes.Clone(text)
	said := ""
	for begin, number := 0, 1; begin < len(text); number++ {
		end := begin + lineLength(text[begin:])
		line := strings.TrimRight(string(text[begin:end]), "\r\n")
		m := directive.FindStringSubmatch(line)
		switch {
		case strings.HasPrefix(line, "---"):
			return text, nil
		case m == nil:
			if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
				return nil, d.failLine(number, "it is not YAML: there is a directive before the document and no line --- after it")
			}
		case m[1] == "YAML":
			version := yaml1.FindStringSubmatch(m[2])
			if version == nil {
				return nil, d.failLine(number, "it says that it is YAML %s, and only YAML 1 is known", m[2])
			}
			if said != "" {
				return nil, d.failLine(number, "it says for the second time which YAML it is")
			}
			said = version[1]
			d.older = said == "1" || said == "0"
			text[begin] = '#'
		case m[1] != "TAG":
			// The specification: an unknown directive is ignored.
			text[begin] = '#'
		}
		begin = end
	}
	return text, nil
}

func lineLength(text []byte) int {
	if i := bytes.IndexByte(text, '\n'); i >= 0 {
		return i + 1
	}
	return len(text)
}

// skipComments leaves the empty lines and comments at the beginning out.
func skipComments(text []byte) []byte {
	for len(text) > 0 {
		n := lineLength(text)
		if line := bytes.TrimSpace(text[:n]); len(line) > 0 && line[0] != '#' {
			break
		}
		text = text[n:]
	}
	return text
}

var (
	yamlError     = regexp.MustCompile(`^yaml: (?:line (\d+): )?(?s:(.*))$`)
	unknownAnchor = regexp.MustCompile(`^unknown anchor '(.*)' referenced$`)
)

// notYAML is the reader's error with its line.
func (d *Document) notYAML(err error, text []byte) error {
	line, fact := 1, err.Error()
	if m := yamlError.FindStringSubmatch(err.Error()); m != nil {
		fact = strings.Join(strings.Fields(m[2]), " ")
		if m[1] != "" {
			_, _ = fmt.Sscan(m[1], &line)
		} else if a := unknownAnchor.FindStringSubmatch(fact); a != nil {
			// The reader does not say where.
			if i := regexp.MustCompile(`\*` + regexp.QuoteMeta(a[1]) + `([\s,\]}]|$)`).FindIndex(text); i != nil {
				line = bytes.Count(text[:i[0]], []byte("\n")) + 1
			}
			fact = fmt.Sprintf("there is no anchor %q before this", a[1])
		}
	}
	return d.failLine(line, "it is not YAML: %s", fact)
}
