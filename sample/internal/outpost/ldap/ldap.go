// Package ldap is the LDAP outpost. It understands a bind, and answers that it does not do it.
package ldap

import (
	"context"
	"fmt"
	"net"

	ber "github.com/go-asn1-ber/asn1-ber"
	"github.com/go-ldap/ldap/v3"
	log "github.com/sirupsen/logrus"

	api "goauthentik.io/api/v3"
	"goauthentik.io/internal/config"
	"goauthentik.io/internal/outpost/ak"
)

// Server is the LDAP outpost.
type Server struct{ listen string }

// New returns an outpost that listens where the configuration says.
func New(c *config.Config) ak.Service { return &Server{listen: c.Listen.LDAP} }

// Refresh implements ak.Service.
func (*Server) Refresh(ctx context.Context, client *api.APIClient) error {
	list, response, err := client.OutpostsAPI.OutpostsLdapList(ctx).Execute()
	if err != nil {
		return ak.Explain("listing LDAP providers", response, err)
	}
	log.WithField("providers", len(list.Results)).Info("providers refreshed")
	return nil
}

// Serve implements ak.Service.
func (s *Server) Serve(ctx context.Context) error {
	ln, err := net.Listen("tcp", s.listen)
	if err != nil {
		return fmt.Errorf("listening for LDAP (listen.ldap): %w", err)
	}
	return serve(ctx, ln)
}

func serve(ctx context.Context, ln net.Listener) error {
	stop := context.AfterFunc(ctx, func() { _ = ln.Close() })
	defer stop()
	for {
		conn, err := ln.Accept()
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			return fmt.Errorf("serving LDAP on %s: %w", ln.Addr(), err)
		}
		go answer(conn)
	}
}

// answer answers each message of a client by a result (RFC 4511, 4.1.9).
func answer(conn net.Conn) {
	defer func() { _ = conn.Close() }()
	for {
		request, err := ber.ReadPacket(conn)
		if err != nil || len(request.Children) < 2 {
			return
		}
		result := ber.Encode(ber.ClassApplication, ber.TypeConstructed, request.Children[1].Tag+1, nil, "")
		result.AppendChild(ber.NewInteger(ber.ClassUniversal, ber.TypePrimitive, ber.TagEnumerated, int64(ldap.LDAPResultUnwillingToPerform), ""))
		for _, text := range []string{"", "this server does nothing"} {
			result.AppendChild(ber.NewString(ber.ClassUniversal, ber.TypePrimitive, ber.TagOctetString, text, ""))
		}
		envelope := ber.NewSequence("")
		envelope.AppendChild(request.Children[0])
		envelope.AppendChild(result)
		if _, err := conn.Write(envelope.Bytes()); err != nil {
			return
		}
	}
}
