package ak

import (
	"context"
	"crypto/tls"
	"fmt"
	"net/http"
	"os"
	"runtime"
	"time"

	"github.com/gorilla/websocket"

	"goauthentik.io/internal/common"
	"goauthentik.io/internal/constants"
)

// What the messages between authentik and an outpost are about.
const (
	instructionAck = iota
	instructionHello
	instructionTriggerUpdate
	instructionProviderSpecific
)

// helloInterval is how often authentik is told that this outpost is alive.
const helloInterval = 10 * time.Second

// reconnectDelay keeps an authentik that closes every connection from being asked all the time.
const reconnectDelay = 300 * time.Millisecond

// message is what both sides send.
type message struct {
	Instruction int            `json:"instruction"`
	Args        map[string]any `json:"args"`
}

// stayConnected keeps a connection open over which authentik says that something changed.
func (c *Controller) stayConnected(ctx context.Context, s Service) error {
	for ctx.Err() == nil {
		conn, err := common.Persist(ctx, c.log, "opening the connection for messages",
			c.Dial("/ws/outpost/"+c.Outpost.Pk+"/"))
		if err != nil {
			break
		}
		c.metrics.connection.Set(1)
		err = c.converse(ctx, conn, s)
		c.metrics.connection.Set(0)
		if ctx.Err() == nil {
			c.log.WithError(err).Warning("the connection for messages broke, opening it again")
		}
		select {
		case <-ctx.Done():
		case <-time.After(reconnectDelay):
		}
	}
	return nil
}

// Dial returns a function that opens a WebSocket to a path of authentik, with the outpost's rights.
func (c *Controller) Dial(path string) func(context.Context) (*websocket.Conn, error) {
	target := c.Base().JoinPath(path)
	target.Scheme = map[string]string{"http": "ws", "https": "wss"}[target.Scheme]
	target.RawQuery = "instance_uuid=" + c.Instance.String()
	dialer := &websocket.Dialer{
		NetDialContext:   c.options.Transport.DialContext,
		Proxy:            c.options.Transport.Proxy,
		TLSClientConfig:  onlyHTTP1(c.options.Transport.TLSClientConfig),
		HandshakeTimeout: 10 * time.Second,
	}
	header := http.Header{
		"Authorization": {"Bearer " + c.options.Token},
		"User-Agent":    {constants.UserAgent("outpost")},
	}
	return func(ctx context.Context) (*websocket.Conn, error) {
		conn, res, err := dialer.DialContext(ctx, target.String(), header)
		if err != nil && res != nil {
			return nil, fmt.Errorf("opening %s: authentik answered %s", target.Path, res.Status)
		}
		if err != nil {
			return nil, fmt.Errorf("opening %s: %w", target.Path, err)
		}
		return conn, nil
	}
}

// onlyHTTP1 keeps HTTP/2 from being agreed on, which WebSockets do not speak here.
func onlyHTTP1(settings *tls.Config) *tls.Config {
	if settings == nil {
		return nil
	}
	settings = settings.Clone()
	settings.NextProtos = []string{"http/1.1"}
	return settings
}

// converse says hello from time to time and does what it is told, until the connection breaks.
func (c *Controller) converse(ctx context.Context, conn *websocket.Conn, s Service) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		// One goroutine writes; closing the connection from here also ends the reading below.
		defer func() { _ = conn.Close() }()
		for {
			if err := conn.WriteJSON(c.hello()); err != nil {
				return
			}
			select {
			case <-ctx.Done():
				return
			case <-time.After(helloInterval):
			}
		}
	}()
	for {
		var m message
		if err := conn.ReadJSON(&m); err != nil {
			return fmt.Errorf("reading a message from authentik: %w", err)
		}
		switch m.Instruction {
		case instructionTriggerUpdate:
			c.tryRefresh(ctx, s)
		case instructionProviderSpecific:
			s.Handle(ctx, m.Args)
		case instructionAck, instructionHello:
		default:
			c.log.WithField("instruction", m.Instruction).Debug("ignoring a message of a kind not known here")
		}
	}
}

func (c *Controller) hello() message {
	hostname, err := os.Hostname()
	if err != nil {
		hostname = "unknown"
	}
	return message{Instruction: instructionHello, Args: map[string]any{
		"version":       constants.VERSION(),
		"buildHash":     constants.BuildHash(),
		"uuid":          c.Instance.String(),
		"hostname":      hostname,
		"golangVersion": runtime.Version(),
	}}
}
