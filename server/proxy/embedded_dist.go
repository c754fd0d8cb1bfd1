package main

import (
	"embed"
	"io/fs"
	"net/http"

	"goauthentik.io/web"
)

// dist is what the proxy outpost serves under /outpost.goauthentik.io/static/dist.
//
//go:embed all:dist
var dist embed.FS

// The handler is a variable for this: upstream's own way, a build tag, would compile every package again for this one program.
func init() {
	root, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err)
	}
	web.StaticHandler = http.FileServer(http.FS(root))
}
