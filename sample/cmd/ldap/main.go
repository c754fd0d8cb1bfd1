// Command ldap is the ldap outpost: it lets programs that know only LDAP check passwords and look up users.
package main

import (
	"github.com/prometheus/client_golang/prometheus"

	"goauthentik.io/internal/config"
	"goauthentik.io/internal/outpost/ak"
	"goauthentik.io/internal/outpost/ldap"
	"goauthentik.io/internal/outpost/run"
)

func main() {
	run.Main("ldap", serve)
}

func serve(c *ak.Controller, settings *config.Config, registry prometheus.Registerer) (ak.Service, error) {
	return ldap.New(c, settings.Listen, registry)
}
