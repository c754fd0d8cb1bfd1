package web

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
	log "github.com/sirupsen/logrus"

	"goauthentik.io/internal/outpost/ak"
)

var coreUp = promauto.NewGauge(prometheus.GaugeOpts{Name: "authentik_core_up", Help: "1 if the core was ready when last asked."})

// live says that this process serves. Whether the core does is no reason to restart us.
func live(w http.ResponseWriter, _ *http.Request) { _, _ = fmt.Fprintln(w, "live") }

// ready says whether requests should be sent here: only if the core can answer them.
func (s *Server) ready(w http.ResponseWriter, r *http.Request) {
	if err := s.Probe(r.Context()); err != nil {
		log.WithError(err).Debug("the core is not ready")
		http.Error(w, "the core does not answer yet", http.StatusServiceUnavailable)
		return
	}
	_, _ = fmt.Fprintln(w, "ready")
}

// Probe asks the core whether it is ready, and for what a page would need of it.
func (s *Server) Probe(ctx context.Context) error {
	coreUp.Set(0)
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://localhost/-/health/ready/", nil)
	if err != nil {
		return err
	}
	response, err := (&http.Client{Transport: s.transport, Timeout: 5 * time.Second}).Do(request)
	if err != nil {
		return fmt.Errorf("asking the core whether it is ready: %w", err)
	}
	_ = response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("asking the core whether it is ready: it answered %s", response.Status)
	}
	if _, response, err = s.Client.RootAPI.RootConfigRetrieve(ctx).Execute(); err != nil {
		return ak.Explain("asking the core for its configuration", response, err)
	}
	if _, response, err = s.Client.CoreAPI.CoreBrandsCurrentRetrieve(ctx).Execute(); err != nil {
		return ak.Explain("asking the core for the current brand", response, err)
	}
	coreUp.Set(1)
	return nil
}
