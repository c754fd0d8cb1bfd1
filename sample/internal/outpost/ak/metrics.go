package ak

import (
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"

	"goauthentik.io/internal/constants"
)

// connectionMetrics says how an outpost gets on with authentik.
type connectionMetrics struct {
	connection prometheus.Gauge
	lastUpdate prometheus.Gauge
}

func newConnectionMetrics(registry prometheus.Registerer, c *Controller) *connectionMetrics {
	define := promauto.With(registry)
	names := []string{"outpost_name", "outpost_type", "uuid"}
	values := []string{c.Outpost.Name, string(c.Outpost.Type), c.Instance.String()}
	define.NewGaugeVec(prometheus.GaugeOpts{
		Name: "authentik_outpost_info",
		Help: "The version of this outpost.",
	}, append(names, "version", "build")).
		WithLabelValues(append(values, constants.VERSION(), constants.BuildHash())...).Set(1)
	return &connectionMetrics{
		connection: define.NewGaugeVec(prometheus.GaugeOpts{
			Name: "authentik_outpost_connection",
			Help: "1 while the connection for messages from authentik is open.",
		}, names).WithLabelValues(values...),
		lastUpdate: define.NewGaugeVec(prometheus.GaugeOpts{
			Name: "authentik_outpost_last_update",
			Help: "When the providers were last refreshed, in seconds since 1970.",
		}, names).WithLabelValues(values...),
	}
}

func (m *connectionMetrics) refreshed() { m.lastUpdate.SetToCurrentTime() }
