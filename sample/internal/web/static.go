package web

import (
	"net/http"

	"github.com/gorilla/mux"

	staticweb "goauthentik.io/web"
)

// Where the web UI lies, from the working directory. Packagers substitute these strings: they must stay as they are.
var (
	distDir      = "./web/dist"
	authentikDir = "./web/authentik"
)

// staticRoutes serves the web UI's files, and the two files that crawlers and researchers look for.
func staticRoutes(router *mux.Router) {
	for prefix, dir := range map[string]string{"/static/dist/": distDir, "/static/authentik/": authentikDir} {
		router.PathPrefix(prefix).Handler(http.StripPrefix(prefix, http.FileServer(http.Dir(dir))))
	}
	for path, content := range map[string][]byte{"/robots.txt": staticweb.RobotsTxt, "/.well-known/security.txt": staticweb.SecurityTxt} {
		router.Path(path).HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(content) })
	}
}
