// Package radius is the RADIUS outpost. It answers every request with a reject (RFC 2865).
package radius

import (
	"context"
	"errors"
	"fmt"
	"net"

	log "github.com/sirupsen/logrus"
	"layeh.com/radius"
	"layeh.com/radius/rfc2865"

	api "goauthentik.io/api/v3"
	"goauthentik.io/internal/config"
	"goauthentik.io/internal/outpost/ak"
)

// Server is the RADIUS outpost.
type Server struct {
	listen string
	secret string
}

// New returns an outpost that listens where the configuration says.
func New(c *config.Config) ak.Service { return &Server{listen: c.Listen.Radius} }

// Refresh implements ak.Service: the secret is that of the first provider.
func (s *Server) Refresh(ctx context.Context, client *api.APIClient) error {
	list, response, err := client.OutpostsAPI.OutpostsRadiusList(ctx).Execute()
	if err != nil {
		return ak.Explain("listing RADIUS providers", response, err)
	}
	for _, provider := range list.Results {
		s.secret = provider.GetSharedSecret()
		break
	}
	return nil
}

// Serve implements ak.Service.
func (s *Server) Serve(ctx context.Context) error {
	conn, err := net.ListenPacket("udp", s.listen)
	if err != nil {
		return fmt.Errorf("listening for RADIUS (listen.radius): %w", err)
	}
	return s.serve(ctx, conn)
}

func (s *Server) serve(ctx context.Context, conn net.PacketConn) error {
	server := &radius.PacketServer{SecretSource: radius.StaticSecretSource([]byte(s.secret)), Handler: radius.HandlerFunc(reject)}
	stop := context.AfterFunc(ctx, func() { _ = server.Shutdown(context.WithoutCancel(ctx)) })
	defer stop()
	if err := server.Serve(conn); !errors.Is(err, radius.ErrServerShutdown) {
		return fmt.Errorf("serving RADIUS: %w", err)
	}
	return nil
}

func reject(w radius.ResponseWriter, r *radius.Request) {
	log.WithField("username", rfc2865.UserName_GetString(r.Packet)).Info("rejected")
	if err := w.Write(r.Response(radius.CodeAccessReject)); err != nil {
		log.WithError(err).Info("sending an answer failed")
	}
}
