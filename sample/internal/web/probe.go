package web

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	log "github.com/sirupsen/logrus"
	"golang.org/x/sync/singleflight"

	api "goauthentik.io/api/v3"
	"goauthentik.io/internal/common"
	"goauthentik.io/internal/outpost/ak"
)

const (
	probeTimeout = 5 * time.Second
	// A state is believed for this long before somebody who asks gets a new one.
	probeFresh = time.Second
	// How often the core is asked when nobody else asks.
	probeIntervalUp   = 15 * time.Second
	probeIntervalDown = 500 * time.Millisecond
)

// CoreState is what is known of the Python core.
type CoreState struct {
	// Err says why the core is not ready; nil if it is.
	Err     error
	Checked time.Time
	// Config and Brand are the last that the core told, also when it is not ready any more.
	Config *api.Config
	Brand  *api.CurrentBrand
}

// Ready says whether the core answered, and understands itself to be ready.
func (s CoreState) Ready() bool { return s.Err == nil && !s.Checked.IsZero() }

// Prober asks the core how it is.
type Prober struct {
	log     *log.Entry
	client  *api.APIClient
	http    *http.Client
	health  string
	metrics *Metrics

	asking singleflight.Group
	poke   chan struct{}

	mu    sync.Mutex
	state CoreState
	// up is closed when the core is ready for the first time.
	up     chan struct{}
	onceUp sync.Once
}

// NewProber returns a prober of the core whose pages are at base, for instance "http://localhost/".
func NewProber(client *api.APIClient, transport http.RoundTripper, base string, metrics *Metrics) *Prober {
	return &Prober{
		log:     common.Logger("router.core"),
		client:  client,
		http:    &http.Client{Transport: transport, Timeout: probeTimeout},
		health:  strings.TrimSuffix(base, "/") + "/-/health/ready/",
		metrics: metrics,
		poke:    make(chan struct{}, 1),
		up:      make(chan struct{}),
	}
}

// State returns what was last known, without asking.
func (p *Prober) State() CoreState {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.state
}

// Check returns a state that is not older than a second. However many ask at once, the core is asked once.
func (p *Prober) Check(ctx context.Context) CoreState {
	if state := p.State(); time.Since(state.Checked) < probeFresh {
		return state
	}
	got, _, _ := p.asking.Do("core", func() (any, error) {
		// Others wait for this answer: it must not depend on the patience of the first who asked.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), probeTimeout)
		defer cancel()
		return p.ask(ctx), nil
	})
	return got.(CoreState)
}

// Poke has Run check at once: the core just said that it is up.
func (p *Prober) Poke() {
	select {
	case p.poke <- struct{}{}:
	default:
	}
}

// WaitReady waits until the core has been ready once. It returns false if ctx ends before.
func (p *Prober) WaitReady(ctx context.Context) bool {
	select {
	case <-ctx.Done():
		return false
	case <-p.up:
		return true
	}
}

// Run keeps asking until ctx ends, and logs when the answer changes.
func (p *Prober) Run(ctx context.Context) error {
	for {
		state := p.Check(ctx)
		interval := probeIntervalUp
		if !state.Ready() {
			interval = probeIntervalDown
		}
		select {
		case <-ctx.Done():
			return nil
		case <-p.poke:
		case <-time.After(interval):
		}
	}
}

// ask asks the core and remembers what it says.
func (p *Prober) ask(ctx context.Context) CoreState {
	before := p.State()
	state := before
	start := time.Now()
	state.Config, state.Brand, state.Err = p.fetch(ctx)
	state.Checked = time.Now()
	if state.Err != nil {
		state.Config, state.Brand = before.Config, before.Brand
	}
	p.mu.Lock()
	p.state = state
	p.mu.Unlock()
	p.metrics.observeProbe(state, time.Since(start))
	if state.Ready() {
		p.onceUp.Do(func() { close(p.up) })
	}

	switch {
	case state.Ready() && !before.Ready():
		p.log.WithField("brand", state.Brand.BrandingTitle).Info("core is ready")
	case !state.Ready() && before.Ready():
		p.log.WithError(state.Err).Error("core is not ready any more")
	case !state.Ready() && before.Checked.IsZero():
		p.log.WithError(state.Err).Info("core is not ready yet")
	}
	return state
}

func (p *Prober) fetch(ctx context.Context) (*api.Config, *api.CurrentBrand, error) {
	if err := p.askHealth(ctx); err != nil {
		return nil, nil, err
	}
	config, res, err := p.client.RootAPI.RootConfigRetrieve(ctx).Execute()
	if err != nil {
		return nil, nil, ak.Explain("asking the core for its configuration", res, err)
	}
	brand, res, err := p.client.CoreAPI.CoreBrandsCurrentRetrieve(ctx).Execute()
	if err != nil {
		return nil, nil, ak.Explain("asking the core for the current brand", res, err)
	}
	return config, brand, nil
}

// askHealth asks whether the core itself thinks it is ready: it knows of its database, we do not.
func (p *Prober) askHealth(ctx context.Context) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, p.health, nil)
	if err != nil {
		return fmt.Errorf("asking the core whether it is ready: %w", err)
	}
	res, err := p.http.Do(req)
	if err != nil {
		return fmt.Errorf("asking the core whether it is ready: %w", err)
	}
	defer func() { _ = res.Body.Close() }()
	if res.StatusCode >= http.StatusInternalServerError {
		return fmt.Errorf("asking the core whether it is ready: it answered %s", res.Status)
	}
	return nil
}
