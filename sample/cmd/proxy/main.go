// Command proxy is the proxy outpost: it puts authentik in front of web applications.
package main

import (
	"goauthentik.io/internal/outpost/proxyv2"
	"goauthentik.io/internal/outpost/run"
)

func main() { run.Main("proxy", proxyv2.New) }
