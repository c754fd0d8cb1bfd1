package ldap

import (
	"context"
	"errors"
	"io"
	"net"
	"strconv"
	"time"

	"github.com/go-ldap/ldap/v3"
	log "github.com/sirupsen/logrus"

	"goauthentik.io/internal/outpost/ldap/wire"
)

// idleTimeout is how long a client may be silent.
const idleTimeout = 5 * time.Minute

// client is one connection and who is at its other end.
type client struct {
	server *Server
	log    *log.Entry
	conn   net.Conn
	ip     string

	// who is nil until a bind has succeeded; provider is the tree it was for.
	who      *identity
	provider *provider
}

// result is how an operation ended.
type result struct {
	code     uint16
	sentence string
}

var success = result{code: ldap.LDAPResultSuccess}

func (s *Server) serveClient(ctx context.Context, conn net.Conn) {
	defer func() { _ = conn.Close() }()
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
	defer stop()
	ip, _, err := net.SplitHostPort(conn.RemoteAddr().String())
	if err != nil {
		ip = conn.RemoteAddr().String()
	}
	c := &client{server: s, conn: conn, ip: ip, log: s.log.WithField("client", ip)}
	for {
		if err := conn.SetReadDeadline(time.Now().Add(idleTimeout)); err != nil {
			return
		}
		request, err := wire.Read(conn)
		if err != nil {
			if !errors.Is(err, io.EOF) && ctx.Err() == nil {
				c.log.WithError(err).Debug("connection ended")
			}
			return
		}
		if request.Tag == ldap.ApplicationUnbindRequest {
			return
		}
		if err := c.answer(ctx, request); err != nil {
			c.log.WithError(err).Debug("connection ended")
			return
		}
	}
}

// answer does what is asked. Requests of one connection are answered one after the other.
func (c *client) answer(ctx context.Context, request wire.Request) error {
	start := time.Now()
	var (
		kind string
		res  result
	)
	switch {
	case request.Bind != nil:
		kind, res = "bind", c.bind(ctx, request.Bind)
		if err := wire.WriteResult(c.conn, request.ID, ldap.ApplicationBindResponse, res.code, res.sentence); err != nil {
			return err
		}
	case request.Search != nil:
		kind, res = "search", c.search(ctx, request)
		if err := wire.WriteResult(c.conn, request.ID, ldap.ApplicationSearchResultDone, res.code, res.sentence); err != nil {
			return err
		}
	case request.Tag == ldap.ApplicationAbandonRequest:
		// Everything before it has been answered already; it has no answer itself.
		return nil
	default:
		kind, res = "other", result{ldap.LDAPResultUnwillingToPerform, "this server only knows bind and search"}
		if err := wire.WriteResult(c.conn, request.ID, wire.AnswerTo(request.Tag), res.code, res.sentence); err != nil {
			return err
		}
	}
	c.server.requests.WithLabelValues(kind, strconv.Itoa(int(res.code))).Observe(time.Since(start).Seconds())
	return nil
}
