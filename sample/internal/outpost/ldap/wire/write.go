package wire

import (
	"fmt"
	"io"
	"strings"

	ber "github.com/go-asn1-ber/asn1-ber"
	"github.com/go-ldap/ldap/v3"
)

// Attribute is a name and its values.
type Attribute struct {
	Name   string
	Values []string
}

// Entry is one object of the directory.
type Entry struct {
	DN         string
	Attributes []Attribute
}

// Get returns the values of an attribute by its name, whose case does not matter.
func (e Entry) Get(name string) []string {
	for _, a := range e.Attributes {
		if strings.EqualFold(a.Name, name) {
			return a.Values
		}
	}
	return nil
}

// WriteResult writes the end of an operation: a result code and, for people, a sentence.
func WriteResult(w io.Writer, id int64, tag ber.Tag, code uint16, sentence string) error {
	result := ber.Encode(ber.ClassApplication, ber.TypeConstructed, tag, nil, "result")
	result.AppendChild(ber.NewInteger(ber.ClassUniversal, ber.TypePrimitive, ber.TagEnumerated, int64(code), "code"))
	result.AppendChild(octets("", "matched DN"))
	result.AppendChild(octets(sentence, "message"))
	return write(w, id, result)
}

// WriteEntry writes one entry that a search found.
func WriteEntry(w io.Writer, id int64, e Entry, typesOnly bool) error {
	entry := ber.Encode(ber.ClassApplication, ber.TypeConstructed, ldap.ApplicationSearchResultEntry, nil, "entry")
	entry.AppendChild(octets(e.DN, "DN"))
	attributes := ber.NewSequence("attributes")
	for _, a := range e.Attributes {
		attribute := ber.NewSequence("attribute")
		attribute.AppendChild(octets(a.Name, "name"))
		values := ber.Encode(ber.ClassUniversal, ber.TypeConstructed, ber.TagSet, nil, "values")
		if !typesOnly {
			for _, value := range a.Values {
				values.AppendChild(octets(value, "value"))
			}
		}
		attribute.AppendChild(values)
		attributes.AppendChild(attribute)
	}
	entry.AppendChild(attributes)
	return write(w, id, entry)
}

func write(w io.Writer, id int64, operation *ber.Packet) error {
	message := ber.NewSequence("message")
	message.AppendChild(ber.NewInteger(ber.ClassUniversal, ber.TypePrimitive, ber.TagInteger, id, "number"))
	message.AppendChild(operation)
	if _, err := w.Write(message.Bytes()); err != nil {
		return fmt.Errorf("answering LDAP message %d: %w", id, err)
	}
	return nil
}

func octets(value, what string) *ber.Packet {
	return ber.NewString(ber.ClassUniversal, ber.TypePrimitive, ber.TagOctetString, value, what)
}

// AnswerTo returns the tag of the answer to a kind of request: the next one, wherever RFC 4511 has an answer.
func AnswerTo(request ber.Tag) ber.Tag { return request + 1 }
