//go:build outpost_static_embed

package web

import (
	"embed"
	"io/fs"
	"net/http"
)

// Dist is the built web UI, of programs that are to need no folder beside them.
//
//go:embed dist/*
var Dist embed.FS

// Icons are the icons of sources and connectors.
//
//go:embed authentik
var Icons embed.FS

func init() {
	dist, err := fs.Sub(Dist, "dist")
	if err != nil {
		panic(err)
	}
	StaticHandler = http.FileServer(http.FS(dist))
}
