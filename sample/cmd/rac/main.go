// Command rac is the rac outpost: it gives browsers a way to RDP, VNC and SSH.
package main

import (
	"github.com/prometheus/client_golang/prometheus"

	"goauthentik.io/internal/config"
	"goauthentik.io/internal/outpost/ak"
	"goauthentik.io/internal/outpost/rac"
	"goauthentik.io/internal/outpost/run"
)

func main() {
	run.Main("rac", serve)
}

func serve(c *ak.Controller, _ *config.Config, registry prometheus.Registerer) (ak.Service, error) {
	return rac.New(c, registry), nil
}
