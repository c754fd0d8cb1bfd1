package common

import (
	"fmt"
	"net/http"
	"time"

	"github.com/getsentry/sentry-go"
	sentryhttp "github.com/getsentry/sentry-go/http"

	"goauthentik.io/internal/config"
	"goauthentik.io/internal/constants"
)

// SetupSentry starts error reporting if the configuration asks for it and says where to. The returned function sends
// what is still waiting, and must be called before the process ends.
func SetupSentry(c config.ErrorReporting, transport sentry.Transport) (flush func(), err error) {
	if !c.Enabled || c.SentryDSN == "" {
		return func() {}, nil
	}
	err = sentry.Init(sentry.ClientOptions{
		Dsn:              c.SentryDSN,
		Environment:      c.Environment,
		Release:          "authentik@" + constants.VERSION(),
		SendDefaultPII:   c.SendPII,
		EnableTracing:    c.SampleRate > 0,
		TracesSampleRate: c.SampleRate,
		Transport:        transport,
	})
	if err != nil {
		return nil, fmt.Errorf("setting up error reporting: %w", err)
	}
	return func() { sentry.Flush(2 * time.Second) }, nil
}

// ReportPanics reports a panic of next and passes it on. Without SetupSentry it does nothing.
func ReportPanics(next http.Handler) http.Handler {
	return sentryhttp.New(sentryhttp.Options{Repanic: true}).Handle(next)
}
