package ak

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/google/uuid"
	"github.com/gorilla/websocket"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
	log "github.com/sirupsen/logrus"
	"golang.org/x/sync/errgroup"

	api "goauthentik.io/api/v3"
	"goauthentik.io/internal/common"
)

var connection = promauto.NewGaugeVec(prometheus.GaugeOpts{
	Name: "authentik_outpost_connection", Help: "1 while the connection for messages from authentik is open.",
}, []string{"outpost_name"})

// Messages are an instruction and what it is about: an instance says hello, authentik that it should ask anew.
const (
	hello         = 1
	triggerUpdate = 2
	helloInterval = 10 * time.Second
)

type message struct {
	Instruction int            `json:"instruction"`
	Args        map[string]any `json:"args"`
}

// Service is the part of an outpost that differs from kind to kind.
type Service interface {
	// Refresh asks authentik which providers to serve.
	Refresh(ctx context.Context, client *api.APIClient) error
	// Serve serves them until ctx ends.
	Serve(ctx context.Context) error
}

// Controller keeps an outpost connected to its authentik.
type Controller struct {
	// Base is where authentik is, and Token proves who asks.
	Base      *url.URL
	Token     string
	Transport *http.Transport
	// Managed chooses one of several outposts that the token may see, by how authentik marks it.
	Managed string
}

// Run finds the outpost and serves it until ctx ends.
func (c *Controller) Run(ctx context.Context, s Service) error {
	client := NewClient(c.Base, c.Token, c.Transport)
	outpost, err := common.Persist(ctx, "connecting to authentik", func(ctx context.Context) (*api.Outpost, error) {
		list, response, err := client.OutpostsAPI.OutpostsInstancesList(ctx).ManagedIexact(c.Managed).Execute()
		if err != nil {
			return nil, Explain("looking for this outpost", response, err)
		}
		if len(list.Results) == 0 {
			return nil, errors.New("looking for this outpost: authentik knows none that this token may see")
		}
		return &list.Results[0], s.Refresh(ctx, client)
	})
	if err != nil {
		return err
	}
	log.WithField("outpost", outpost.Name).Info("connected to authentik")
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return s.Serve(ctx) })
	group.Go(func() error {
		for ctx.Err() == nil {
			_, _ = common.Persist(ctx, "keeping the connection for messages", func(ctx context.Context) (any, error) {
				return nil, c.converse(ctx, outpost, func() error { return s.Refresh(ctx, client) })
			})
		}
		return nil
	})
	return group.Wait()
}

// converse says hello from time to time and refreshes when told to, until the connection breaks.
func (c *Controller) converse(ctx context.Context, outpost *api.Outpost, refresh func() error) error {
	target := c.Base.JoinPath("ws/outpost", outpost.Pk, "/")
	target.Scheme = map[string]string{"http": "ws", "https": "wss"}[target.Scheme]
	dialer := &websocket.Dialer{NetDialContext: c.Transport.DialContext, TLSClientConfig: c.Transport.TLSClientConfig}
	conn, _, err := dialer.DialContext(ctx, target.String(), http.Header{"Authorization": {"Bearer " + c.Token}})
	if err != nil {
		return fmt.Errorf("opening %s: %w", target.Path, err)
	}
	up := connection.WithLabelValues(outpost.Name)
	up.Set(1)
	defer up.Set(0)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		// One goroutine writes; closing the connection from here also ends the reading below.
		defer func() { _ = conn.Close() }()
		said := message{Instruction: hello, Args: map[string]any{"uuid": uuid.NewString()}}
		for ctx.Err() == nil && conn.WriteJSON(said) == nil {
			select {
			case <-ctx.Done():
			case <-time.After(helloInterval):
			}
		}
	}()
	for {
		var m message
		if err := conn.ReadJSON(&m); err != nil {
			return fmt.Errorf("reading a message from authentik: %w", err)
		}
		if m.Instruction == triggerUpdate {
			if err := refresh(); err != nil {
				log.WithError(err).Warning("refreshing providers failed, serving those known before")
			}
		}
	}
}
