// Package rac is the remote access outpost: it greets guacd, which speaks RDP, VNC and SSH.
package rac

import (
	"context"
	"net"

	log "github.com/sirupsen/logrus"
	"github.com/wwt/guac"

	api "goauthentik.io/api/v3"
	"goauthentik.io/internal/config"
	"goauthentik.io/internal/outpost/ak"
)

// guacd is where guacd listens.
const guacd = "127.0.0.1:4822"

// Server is the remote access outpost.
type Server struct{}

// New returns the outpost.
func New(*config.Config) ak.Service { return Server{} }

// Refresh implements ak.Service.
func (Server) Refresh(ctx context.Context, client *api.APIClient) error {
	_, response, err := client.RacAPI.RacEndpointsList(ctx).Execute()
	if err != nil {
		return ak.Explain("listing endpoints", response, err)
	}
	return nil
}

// Serve implements ak.Service.
func (Server) Serve(ctx context.Context) error {
	if err := startGuacd(ctx); err != nil {
		log.WithError(err).Warning("guacd was not started, one that somebody else runs is used")
	}
	if conn, err := net.Dial("tcp", guacd); err == nil {
		log.WithError(guac.NewStream(conn, guac.SocketTimeout).Handshake(guac.NewGuacamoleConfiguration())).Info("greeted guacd")
	}
	<-ctx.Done()
	return nil
}
