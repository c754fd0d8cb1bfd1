package radius

import (
	"crypto/hmac"
	"crypto/md5"
	"fmt"

	"layeh.com/radius"
	"layeh.com/radius/rfc2869"
)

// authentic says whether the Message-Authenticator of a request (RFC 2869, 5.14), if it has one, is right. Without it
// the rest can be forged by whoever can change packets on their way (CVE-2024-3596); clients that can send it should.
func authentic(p *radius.Packet) bool {
	got, err := rfc2869.MessageAuthenticator_Lookup(p)
	if err != nil {
		return true
	}
	unsigned := *p
	unsigned.Attributes = append(radius.Attributes(nil), p.Attributes...)
	for i, avp := range unsigned.Attributes {
		if avp.Type == rfc2869.MessageAuthenticator_Type {
			unsigned.Attributes[i] = &radius.AVP{Type: avp.Type, Attribute: make(radius.Attribute, md5.Size)}
		}
	}
	want, err := authenticator(&unsigned)
	return err == nil && hmac.Equal(got, want)
}

// sign puts a Message-Authenticator in front of everything that an answer says.
func sign(p *radius.Packet) (*radius.Packet, error) {
	placeholder := &radius.AVP{Type: rfc2869.MessageAuthenticator_Type, Attribute: make(radius.Attribute, md5.Size)}
	p.Attributes = append(radius.Attributes{placeholder}, p.Attributes...)
	mac, err := authenticator(p)
	if err != nil {
		return nil, err
	}
	placeholder.Attribute = mac
	return p, nil
}

// authenticator computes the HMAC over a packet. An answer has the authenticator of its request at this time.
func authenticator(p *radius.Packet) ([]byte, error) {
	raw, err := p.MarshalBinary()
	if err != nil {
		return nil, fmt.Errorf("encoding a packet: %w", err)
	}
	mac := hmac.New(md5.New, p.Secret)
	mac.Write(raw)
	return mac.Sum(nil), nil
}
