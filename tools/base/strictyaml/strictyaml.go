// Package strictyaml reads YAML that people edit: a key that nothing reads is a typing error, not something to ignore.
package strictyaml

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"akbuild.internal/tools/base/utf8fault"
	"go.yaml.in/yaml/v3"
)

// Decode reads the only document of content into the value that to points to. An empty document changes nothing. The error
// is the reader's, on one line and without names of Go types.
func Decode(content []byte, to any) error {
	if fault := utf8fault.Find(content); fault != nil {
		// The reader says this too, and not where.
		return fmt.Errorf("line %d: %w", fault.Line, fault)
	}
	decoder := yaml.NewDecoder(bytes.NewReader(content))
	decoder.KnownFields(true)
	if err := decoder.Decode(to); errors.Is(err, io.EOF) {
		return nil
	} else if err != nil {
		return errors.New(plain(err.Error()))
	}
	if err := decoder.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return errors.New("it has more than one document")
	}
	return nil
}

var (
	unknown = regexp.MustCompile(`field (\S+) not found in type \S+`)
	typed   = regexp.MustCompile("cannot unmarshal !!(\\S+)( `[^`]*`)? into \\S+")
)

func plain(message string) string {
	message = strings.TrimPrefix(message, "yaml: ")
	message = strings.TrimPrefix(message, "unmarshal errors:")
	message = unknown.ReplaceAllString(message, "no key $1 is known")
	message = typed.ReplaceAllString(message, "a $1$2 is in the wrong place")
	var lines []string
	for line := range strings.Lines(message) {
		lines = append(lines, strings.TrimSpace(line))
	}
	return strings.TrimPrefix(strings.Join(lines, "; "), "; ")
}
