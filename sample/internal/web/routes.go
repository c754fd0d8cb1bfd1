package web

import (
	"net/http"

	"github.com/gorilla/mux"

	"goauthentik.io/internal/common"
	utils "goauthentik.io/internal/utils/web"
)

// Handler returns everything that the server answers.
func (s *Server) Handler() http.Handler {
	prefix := s.config.Web.Path
	// Paths are passed on as they came: what to make of "//" is for the core to say.
	router := mux.NewRouter().SkipClean(true)

	health := mux.NewRouter()
	health.Path(prefix+"-/health/live/").Methods(http.MethodGet, http.MethodHead).HandlerFunc(live)
	health.Path(prefix+"-/health/ready/").Methods(http.MethodGet, http.MethodHead).HandlerFunc(s.Prober.ready)
	router.PathPrefix(prefix + "-/health/").Handler(health)

	outpost := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { (*s.outpost.Load()).ServeHTTP(w, r) })
	router.MatcherFunc(func(r *http.Request, _ *mux.RouteMatch) bool {
		o := s.outpost.Load()
		return o != nil && (*o).Handles(r)
	}).Handler(s.Metrics.observe("embedded_outpost", outpost))

	static := mux.NewRouter().SkipClean(true)
	staticRoutes(static, prefix, s.dist, s.icons)
	observed := s.Metrics.observe("static", static)
	router.MatcherFunc(func(r *http.Request, _ *mux.RouteMatch) bool {
		return static.Match(r, &mux.RouteMatch{})
	}).Handler(observed)

	if prefix != "/" {
		router.Path("/").Handler(http.RedirectHandler(prefix, http.StatusFound))
	}
	unavailable := s.Metrics.observe("starting", starting(s.dist))
	router.PathPrefix("/").Handler(s.Metrics.observe("core", proxyToCore(s.log, s.transport, unavailable)))

	return s.around(router)
}

// around wraps all pages in what each request needs.
func (s *Server) around(next http.Handler) http.Handler {
	named := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Powered-By", "authentik")
		next.ServeHTTP(w, r)
	})
	safe := utils.Recover(s.log, common.ReportPanics(named))
	return utils.TrustForwarded(s.trusted, utils.LogRequests(s.log, safe))
}
