// Command radius is the radius outpost: it lets network gear check passwords by RADIUS.
package main

import (
	"goauthentik.io/internal/outpost/radius"
	"goauthentik.io/internal/outpost/run"
)

func main() { run.Main("radius", radius.New) }
