package web

import (
	"net/http"
	"path"
	"strings"

	"github.com/gorilla/mux"

	utils "goauthentik.io/internal/utils/web"
	staticweb "goauthentik.io/web"
)

// Where the web UI lies, from the working directory. Packagers substitute these strings: they must stay as they are.
var (
	distDir      = "./web/dist"
	authentikDir = "./web/authentik"
)

// staticRoutes serves the web UI's files, and the two files that crawlers and researchers look for.
func staticRoutes(router *mux.Router, prefix, distDir, authentikDir string) {
	dist := utils.Files(http.Dir(distDir))
	icons := utils.Files(http.Dir(authentikDir))
	mount(router, prefix+"static/dist/", dist)
	mount(router, prefix+"static/authentik/", icons)

	// Pages refer to their assets relative to their own address.
	assets := utils.Files(http.Dir(path.Join(distDir, "assets")))
	mount(router, prefix+"if/admin/assets/", assets)
	mount(router, prefix+"if/user/assets/", assets)
	for _, page := range []string{"flow", "rac"} {
		router.PathPrefix(prefix + "if/" + page + "/{slug}/assets/").Handler(
			http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				here := prefix + "if/" + page + "/" + mux.Vars(r)["slug"] + "/assets/"
				http.StripPrefix(strings.TrimSuffix(here, "/"), assets).ServeHTTP(w, r)
			}))
	}

	router.Path("/robots.txt").Handler(text(staticweb.RobotsTxt))
	router.Path("/.well-known/security.txt").Handler(text(staticweb.SecurityTxt))
}

func mount(router *mux.Router, prefix string, files http.Handler) {
	router.PathPrefix(prefix).Handler(http.StripPrefix(strings.TrimSuffix(prefix, "/"), files))
}

func text(content []byte) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = w.Write(content)
	})
}
