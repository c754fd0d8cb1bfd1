package wire

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	ber "github.com/go-asn1-ber/asn1-ber"
	"github.com/go-ldap/ldap/v3"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var jens = Entry{DN: "cn=jens,ou=users,dc=x", Attributes: []Attribute{
	{"cn", []string{"jens"}}, {"objectClass", []string{"user", "person"}}, {"uidNumber", []string{"2009"}},
	{"mail", []string{"Jens.L@Example.com"}},
}}

func TestMatch(t *testing.T) {
	for filter, want := range map[string]bool{
		"(cn=jens)": true, "(CN=JENS)": true, "(cn=other)": false, "(cn=jen)": false,
		"(objectClass=*)": true, "(description=*)": false, "(objectClass=person)": true,
		"(&(cn=jens)(objectClass=user))": true, "(&(cn=jens)(objectClass=group))": false, "(&)": true,
		"(|(cn=x)(cn=jens))": true, "(|(cn=x)(cn=y))": false, "(|)": false,
		"(!(cn=jens))": false, "(!(cn=x))": true, "(!(&(cn=jens)(!(mail=*))))": true,
		"(mail=jens*)": true, "(mail=*example.com)": true, "(mail=j*@*.com)": true, "(mail=*@*@*)": false,
		"(mail=jens.l@example.com*example.com)": false, "(cn=*)": true, "(cn~=jens)": true,
		"(uidNumber>=2000)": true, "(uidNumber>=10000)": false, "(uidNumber<=2009)": true, "(cn>=k)": false,
	} {
		got, err := Match(compile(t, filter), jens)
		require.NoError(t, err, filter)
		assert.Equal(t, want, got, filter)
	}
}

// compile returns a filter as it comes over the wire, which is not quite what the client library makes of its text.
func compile(t *testing.T, filter string) *ber.Packet {
	t.Helper()
	packet, err := ldap.CompileFilter(filter)
	require.NoError(t, err, filter)
	packet, err = ber.DecodePacketErr(packet.Bytes())
	require.NoError(t, err, filter)
	return packet
}

func TestMatchRefuses(t *testing.T) {
	_, err := Match(compile(t, "(cn:caseExactMatch:=jens)"), jens)
	require.ErrorIs(t, err, ErrFilter)

	_, err = Match(compile(t, strings.Repeat("(!", 40)+"(cn=x)"+strings.Repeat(")", 40)), jens)
	require.ErrorIs(t, err, ErrFilter, "nested too deep")

	_, err = Match(nil, jens)
	require.ErrorIs(t, err, ErrFilter)
}

func TestReadRefuses(t *testing.T) {
	bindWithoutParts := ber.NewSequence("m")
	bindWithoutParts.AppendChild(ber.NewInteger(ber.ClassUniversal, ber.TypePrimitive, ber.TagInteger, 1, "id"))
	bindWithoutParts.AppendChild(
		ber.Encode(ber.ClassApplication, ber.TypeConstructed, ldap.ApplicationBindRequest, nil, "bind"))
	for name, raw := range map[string][]byte{
		"not LDAP":  []byte("GET / HTTP/1.1\r\n\r\n"),
		"too long":  {0x30, 0x84, 0x7f, 0xff, 0xff, 0xff},
		"empty":     {0x30, 0x00},
		"no number": {0x30, 0x04, 0x04, 0x00, 0x42, 0x00},
		"bind":      bindWithoutParts.Bytes(),
	} {
		_, err := Read(bytes.NewReader(raw))
		if !errors.Is(err, io.EOF) {
			require.ErrorIs(t, err, ErrMalformed, name)
		}
	}
	_, err := Read(bytes.NewReader(nil))
	require.ErrorIs(t, err, io.EOF)
}

func FuzzRead(f *testing.F) {
	f.Add([]byte{0x30, 0x0c, 0x02, 0x01, 0x01, 0x60, 0x07, 0x02, 0x01, 0x03, 0x04, 0x00, 0x80, 0x00})
	f.Add([]byte{0x30, 0x05, 0x02, 0x01, 0x01, 0x42, 0x00})
	f.Fuzz(func(t *testing.T, raw []byte) {
		request, err := Read(bytes.NewReader(raw))
		if err == nil && request.Search != nil {
			_, _ = Match(request.Search.Filter, jens)
		}
	})
}
