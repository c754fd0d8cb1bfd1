// Command radius is the radius outpost: it lets network gear check passwords by RADIUS.
package main

import (
	"github.com/prometheus/client_golang/prometheus"

	"goauthentik.io/internal/config"
	"goauthentik.io/internal/outpost/ak"
	"goauthentik.io/internal/outpost/radius"
	"goauthentik.io/internal/outpost/run"
)

func main() {
	run.Main("radius", serve)
}

func serve(c *ak.Controller, settings *config.Config, registry prometheus.Registerer) (ak.Service, error) {
	return radius.New(c, settings.Listen.Radius, registry), nil
}
