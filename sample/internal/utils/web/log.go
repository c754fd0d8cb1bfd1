package web

import (
	"bufio"
	"net"
	"net/http"
	"time"

	"github.com/google/uuid"
	log "github.com/sirupsen/logrus"
)

// HeaderRequestID carries the id under which both the Go and the Python part log a request.
const HeaderRequestID = "X-Authentik-Id"

// LogRequests logs one line per request and gives each an id.
func LogRequests(logger *log.Entry, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := uuid.New()
		r.Header.Set(HeaderRequestID, id.String())
		rec := &statusRecorder{ResponseWriter: w}
		start := time.Now()
		defer func() {
			logger.WithFields(log.Fields{
				"request_id": id.String(),
				"remote":     r.RemoteAddr,
				"host":       r.Host,
				"method":     r.Method,
				"path":       r.URL.Path,
				"scheme":     Scheme(r),
				"user_agent": r.UserAgent(),
				"status":     rec.status,
				"size":       rec.size,
				"runtime":    time.Since(start).Round(time.Microsecond).String(),
			}).Info("request")
		}()
		next.ServeHTTP(rec, r)
	})
}

// statusRecorder remembers what was answered.
type statusRecorder struct {
	http.ResponseWriter
	status int
	size   int
}

func (s *statusRecorder) WriteHeader(status int) {
	// Informational answers (1xx) come before the real one.
	if s.status < http.StatusOK {
		s.status = status
	}
	s.ResponseWriter.WriteHeader(status)
}

func (s *statusRecorder) Write(p []byte) (int, error) {
	if s.status == 0 {
		s.status = http.StatusOK
	}
	n, err := s.ResponseWriter.Write(p)
	s.size += n
	return n, err
}

// Unwrap lets http.ResponseController reach the connection's own writer, to flush for instance.
func (s *statusRecorder) Unwrap() http.ResponseWriter { return s.ResponseWriter }

// Hijack hands over the connection; WebSockets need it.
func (s *statusRecorder) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	s.status = http.StatusSwitchingProtocols
	return http.NewResponseController(s.ResponseWriter).Hijack()
}

// Flush sends what is buffered; streamed answers need it.
func (s *statusRecorder) Flush() {
	_ = http.NewResponseController(s.ResponseWriter).Flush()
}
