// Command rac is the rac outpost: it gives browsers a way to RDP, VNC and SSH.
package main

import (
	"goauthentik.io/internal/outpost/rac"
	"goauthentik.io/internal/outpost/run"
)

func main() { run.Main("rac", rac.New) }
