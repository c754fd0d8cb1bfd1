package web

import (
	"net/http"
	"runtime/debug"

	log "github.com/sirupsen/logrus"
)

// Recover answers 500 when a handler panics, and logs why. The panic by which a handler ends a connection on purpose
// goes through: the client must see that its answer is not whole.
func Recover(logger *log.Entry, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			reason := recover()
			if reason == nil {
				return
			}
			if reason == http.ErrAbortHandler {
				panic(reason)
			}
			logger.WithFields(log.Fields{"panic": reason, "stack": string(debug.Stack()), "path": r.URL.Path}).
				Error("answering a request failed badly")
			w.WriteHeader(http.StatusInternalServerError)
		}()
		next.ServeHTTP(w, r)
	})
}
