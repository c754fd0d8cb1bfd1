package web

import (
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promauto"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"goauthentik.io/internal/constants"
)

// Metrics is what the server counts.
type Metrics struct {
	registry *prometheus.Registry

	requests      *prometheus.HistogramVec
	coreUp        prometheus.Gauge
	probeDuration prometheus.Histogram
	brand         *prometheus.GaugeVec
	capability    *prometheus.GaugeVec
}

// NewMetrics returns metrics in a registry of their own.
func NewMetrics() *Metrics {
	registry := prometheus.NewRegistry()
	registry.MustRegister(
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	)
	define := promauto.With(registry)
	m := &Metrics{
		registry: registry,
		requests: define.NewHistogramVec(prometheus.HistogramOpts{
			Name: "authentik_main_request_duration_seconds",
			Help: "How long requests took, by who answered them.",
		}, []string{"dest"}),
		coreUp: define.NewGauge(prometheus.GaugeOpts{
			Name: "authentik_core_up",
			Help: "1 if the core answered the last probe and is ready.",
		}),
		probeDuration: define.NewHistogram(prometheus.HistogramOpts{
			Name: "authentik_core_probe_duration_seconds",
			Help: "How long the core took to answer a probe.",
		}),
		brand: define.NewGaugeVec(prometheus.GaugeOpts{
			Name: "authentik_brand_info",
			Help: "The brand that the core gives to a host it does not know.",
		}, []string{"title", "theme"}),
		capability: define.NewGaugeVec(prometheus.GaugeOpts{
			Name: "authentik_core_capability",
			Help: "1 for each capability that the core has.",
		}, []string{"capability"}),
	}
	define.NewGaugeVec(prometheus.GaugeOpts{
		Name: "authentik_version_info",
		Help: "The version of this server.",
	}, []string{"version", "build_hash"}).WithLabelValues(constants.VERSION(), constants.BuildHash()).Set(1)
	return m
}

// Registry is where other parts register what they count.
func (m *Metrics) Registry() prometheus.Registerer { return m.registry }

// Handler serves the metrics to Prometheus.
func (m *Metrics) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{Registry: m.registry}))
	return mux
}

// observe returns next, with its requests counted for dest.
func (m *Metrics) observe(dest string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		defer func() { m.requests.WithLabelValues(dest).Observe(time.Since(start).Seconds()) }()
		next.ServeHTTP(w, r)
	})
}

func (m *Metrics) observeProbe(state CoreState, took time.Duration) {
	m.probeDuration.Observe(took.Seconds())
	if !state.Ready() {
		m.coreUp.Set(0)
		return
	}
	m.coreUp.Set(1)
	m.brand.Reset()
	m.brand.WithLabelValues(state.Brand.BrandingTitle, string(state.Brand.UiTheme)).Set(1)
	m.capability.Reset()
	for _, capability := range state.Config.Capabilities {
		m.capability.WithLabelValues(string(capability)).Set(1)
	}
}
