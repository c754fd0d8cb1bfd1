// Command proxy is the proxy outpost: it puts authentik in front of web applications.
package main

import (
	"github.com/prometheus/client_golang/prometheus"

	"goauthentik.io/internal/config"
	"goauthentik.io/internal/outpost/ak"
	"goauthentik.io/internal/outpost/proxyv2"
	"goauthentik.io/internal/outpost/run"
)

func main() {
	run.Main("proxy", serve)
}

func serve(c *ak.Controller, settings *config.Config, registry prometheus.Registerer) (ak.Service, error) {
	return proxyv2.New(c, proxyv2.Options{Config: settings, Registry: registry})
}
