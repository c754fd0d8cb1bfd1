// Package wire reads and writes the LDAP messages (RFC 4511) that the outpost speaks.
package wire

import (
	"errors"
	"fmt"
	"io"

	ber "github.com/go-asn1-ber/asn1-ber"
	"github.com/go-ldap/ldap/v3"
)

// maxMessage bounds what a client may have us keep in memory before it has said who it is.
const maxMessage = 256 << 10

func init() {
	// The library has no other way to say it.
	ber.MaxPacketLengthBytes = maxMessage
}

// ErrMalformed says that a client does not speak LDAP; nothing it sends after that can be understood.
var ErrMalformed = errors.New("malformed LDAP message")

// Request is one message of a client.
type Request struct {
	ID int64
	// Tag is the kind: ldap.ApplicationBindRequest and so on.
	Tag    ber.Tag
	Bind   *Bind
	Search *Search
}

// Bind asks to act as somebody.
type Bind struct {
	DN       string
	Password string
	// Simple is false for SASL, which the outpost does not speak.
	Simple bool
}

// Search asks for entries.
type Search struct {
	BaseDN     string
	Scope      int
	SizeLimit  int
	Filter     *ber.Packet
	Attributes []string
	TypesOnly  bool
}

// Read reads the next message. io.EOF says that the client is gone.
func Read(r io.Reader) (Request, error) {
	packet, err := ber.ReadPacket(r)
	if err != nil {
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return Request{}, io.EOF
		}
		return Request{}, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	if len(packet.Children) < 2 {
		return Request{}, fmt.Errorf("%w: no operation", ErrMalformed)
	}
	id, ok := packet.Children[0].Value.(int64)
	if !ok {
		return Request{}, fmt.Errorf("%w: no message number", ErrMalformed)
	}
	operation := packet.Children[1]
	request := Request{ID: id, Tag: operation.Tag}
	switch {
	case operation.ClassType != ber.ClassApplication:
		return Request{}, fmt.Errorf("%w: no operation", ErrMalformed)
	case operation.Tag == ldap.ApplicationBindRequest:
		request.Bind, err = readBind(operation)
	case operation.Tag == ldap.ApplicationSearchRequest:
		request.Search, err = readSearch(operation)
	}
	return request, err
}

func readBind(p *ber.Packet) (*Bind, error) {
	if len(p.Children) != 3 {
		return nil, fmt.Errorf("%w: a bind has three parts", ErrMalformed)
	}
	auth := p.Children[2]
	return &Bind{
		DN:       text(p.Children[1]),
		Password: text(auth),
		Simple:   auth.ClassType == ber.ClassContext && auth.Tag == 0,
	}, nil
}

func readSearch(p *ber.Packet) (*Search, error) {
	if len(p.Children) != 8 {
		return nil, fmt.Errorf("%w: a search has eight parts", ErrMalformed)
	}
	scope, okScope := p.Children[1].Value.(int64)
	limit, okLimit := p.Children[3].Value.(int64)
	if !okScope || !okLimit || limit < 0 {
		return nil, fmt.Errorf("%w: scope and limit are numbers", ErrMalformed)
	}
	typesOnly, _ := p.Children[5].Value.(bool)
	search := &Search{
		BaseDN:    text(p.Children[0]),
		Scope:     int(scope),
		SizeLimit: int(limit),
		TypesOnly: typesOnly,
		Filter:    p.Children[6],
	}
	for _, attribute := range p.Children[7].Children {
		search.Attributes = append(search.Attributes, text(attribute))
	}
	return search, nil
}

// text returns the content of a string. The library knows that one is a string only if its tag is of the universal
// class; passwords and parts of filters have tags of their own.
func text(p *ber.Packet) string {
	if s, ok := p.Value.(string); ok {
		return s
	}
	return p.Data.String()
}
