package ak

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/google/uuid"
	"github.com/mitchellh/mapstructure"
	"github.com/prometheus/client_golang/prometheus"
	log "github.com/sirupsen/logrus"
	"golang.org/x/sync/errgroup"

	api "goauthentik.io/api/v3"
	"goauthentik.io/internal/common"
)

// ManagedEmbedded is how authentik marks the outpost that lives inside the server.
const ManagedEmbedded = "goauthentik.io/outposts/embedded"

// Settings is the configuration that an administrator gave an outpost in authentik.
type Settings struct {
	Host            string `mapstructure:"authentik_host"`
	HostBrowser     string `mapstructure:"authentik_host_browser"`
	HostInsecure    bool   `mapstructure:"authentik_host_insecure"`
	LogLevel        string `mapstructure:"log_level"`
	RefreshInterval string `mapstructure:"refresh_interval"`
}

// Service is the part of an outpost that differs from kind to kind.
type Service interface {
	// Refresh asks authentik anew which providers to serve.
	Refresh(ctx context.Context) error
	// Handle takes a message that is meant for one kind of outpost only.
	Handle(ctx context.Context, args map[string]any)
	// Serve serves them until ctx ends.
	Serve(ctx context.Context) error
}

// Options says how to reach authentik, and as whom.
type Options struct {
	Base      *url.URL
	Token     string
	Transport *http.Transport
	// Embedded chooses the outpost inside the server; its token may see all of them.
	Embedded bool
	// Registry gets the metrics of the connection.
	Registry prometheus.Registerer
}

// Controller keeps an outpost connected to its authentik.
type Controller struct {
	Client   *api.APIClient
	Outpost  api.Outpost
	Settings Settings
	// Instance tells several processes that serve one outpost apart.
	Instance uuid.UUID

	options Options
	log     *log.Entry
	metrics *connectionMetrics
}

// Connect finds the outpost that the token belongs to. It keeps trying while authentik cannot be reached, and gives up
// when authentik refuses.
func Connect(ctx context.Context, o Options) (*Controller, error) {
	c := &Controller{
		Client:   NewClient(o.Base, o.Token, o.Transport),
		Instance: uuid.New(),
		options:  o,
		log:      common.Logger("outpost.controller"),
	}
	outpost, err := common.Persist(ctx, c.log, "connecting to authentik", c.find)
	if err != nil {
		return nil, err
	}
	c.Outpost = *outpost
	if err := mapstructure.WeakDecode(outpost.Config, &c.Settings); err != nil {
		return nil, fmt.Errorf("reading the settings of outpost %q: %w", outpost.Name, err)
	}
	c.metrics = newConnectionMetrics(o.Registry, c)
	c.log.WithFields(log.Fields{"outpost": outpost.Name, "type": outpost.Type}).Info("connected to authentik")
	return c, nil
}

func (c *Controller) find(ctx context.Context) (*api.Outpost, error) {
	ask := c.Client.OutpostsAPI.OutpostsInstancesList(ctx)
	if c.options.Embedded {
		ask = ask.ManagedIexact(ManagedEmbedded)
	}
	list, res, err := ask.Execute()
	if err != nil {
		err = Explain("looking for this outpost", res, err)
		// The server's own outpost waits instead: its core may still be setting up the database.
		if refused(res) && !c.options.Embedded {
			return nil, common.Permanent(fmt.Errorf("%w (is AUTHENTIK_TOKEN right?)", err))
		}
		return nil, err
	}
	if len(list.Results) == 0 {
		return nil, errors.New("looking for this outpost: authentik knows none that this token may see")
	}
	return &list.Results[0], nil
}

func refused(res *http.Response) bool {
	return res != nil && (res.StatusCode == http.StatusUnauthorized || res.StatusCode == http.StatusForbidden)
}

// Run serves until ctx ends: it refreshes at first, then as often as authentik wants it, and whenever told to.
func (c *Controller) Run(ctx context.Context, s Service) error {
	_, err := common.Persist(ctx, c.log, "refreshing providers", func(ctx context.Context) (struct{}, error) {
		return struct{}{}, c.refresh(ctx, s)
	})
	if err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return s.Serve(ctx) })
	group.Go(func() error { return c.stayConnected(ctx, s) })
	group.Go(func() error {
		interval := time.Duration(max(c.Outpost.RefreshIntervalS, 30)) * time.Second
		for {
			select {
			case <-ctx.Done():
				return nil
			case <-time.After(interval):
				c.tryRefresh(ctx, s)
			}
		}
	})
	return group.Wait()
}

func (c *Controller) refresh(ctx context.Context, s Service) error {
	if err := s.Refresh(ctx); err != nil {
		return err
	}
	c.metrics.refreshed()
	return nil
}

// tryRefresh refreshes; if that fails what was known before goes on being served.
func (c *Controller) tryRefresh(ctx context.Context, s Service) {
	if err := c.refresh(ctx, s); err != nil {
		c.log.WithError(err).Warning("refreshing providers failed, serving those known before")
	}
}

// Transport returns the transport towards authentik, for whoever needs sessions of his own.
func (c *Controller) Transport() *http.Transport { return c.options.Transport }

// Base returns where authentik is, as this program reaches it.
func (c *Controller) Base() *url.URL {
	base := *c.options.Base
	return &base
}

// Token returns what proves to authentik that a request comes from this outpost.
func (c *Controller) Token() string { return c.options.Token }
