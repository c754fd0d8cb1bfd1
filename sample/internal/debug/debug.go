// Package debug lets a developer look into a running program: pprof on a port of its own, or pushed to Pyroscope.
package debug

import (
	"fmt"
	"net/http"
	"net/http/pprof"
	"os"
	"time"

	"github.com/grafana/pyroscope-go"
	log "github.com/sirupsen/logrus"

	"goauthentik.io/internal/common"
	"goauthentik.io/internal/constants"
)

// Handler serves Go's profiles below /debug/pprof/. It must never be reachable from outside.
func Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/debug/pprof/", pprof.Index)
	mux.HandleFunc("/debug/pprof/cmdline", pprof.Cmdline)
	mux.HandleFunc("/debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("/debug/pprof/symbol", pprof.Symbol)
	mux.HandleFunc("/debug/pprof/trace", pprof.Trace)
	return mux
}

// Server returns a server for Handler. Taking a profile lasts as long as the client says, so writing has no timeout.
func Server() *http.Server {
	return &http.Server{Handler: Handler(), ReadHeaderTimeout: 5 * time.Second}
}

// Profile pushes profiles of this program to a Pyroscope server until stop is called.
func Profile(part, server string) (stop func() error, err error) {
	host, err := os.Hostname()
	if err != nil {
		host = "unknown"
	}
	profiler, err := pyroscope.Start(pyroscope.Config{
		ApplicationName: "authentik." + part,
		ServerAddress:   server,
		Tags:            map[string]string{"hostname": host, "version": constants.FullVersion()},
		Logger:          quiet{common.Logger("debug.profile")},
	})
	if err != nil {
		return nil, fmt.Errorf("starting to send profiles to %s: %w", server, err)
	}
	return profiler.Stop, nil
}

// quiet passes on what Pyroscope says, except that it says "uploading at" as news every few seconds.
type quiet struct{ log *log.Entry }

func (q quiet) Infof(format string, args ...any)  { q.log.Debugf(format, args...) }
func (q quiet) Debugf(format string, args ...any) { q.log.Tracef(format, args...) }
func (q quiet) Errorf(format string, args ...any) { q.log.Warningf(format, args...) }
