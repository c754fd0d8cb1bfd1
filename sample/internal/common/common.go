// Package common holds what every program of authentik does alike: logging, trying again, reporting errors, profiles.
package common

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/avast/retry-go/v4"
	"github.com/getsentry/sentry-go"
	"github.com/grafana/pyroscope-go"
	log "github.com/sirupsen/logrus"

	"goauthentik.io/internal/config"
	"goauthentik.io/internal/constants"
)

// Setup starts what the configuration asks for: one JSON object a line as the Python core writes them, Sentry, Pyroscope.
func Setup(part string, c *config.Config) error {
	level, err := log.ParseLevel(c.LogLevel)
	if err != nil {
		return fmt.Errorf("reading log_level: %w", err)
	}
	log.SetOutput(os.Stdout)
	log.SetLevel(level)
	log.SetFormatter(&log.JSONFormatter{FieldMap: log.FieldMap{log.FieldKeyMsg: "event", log.FieldKeyTime: "timestamp"}})
	if c.ErrorReporting.SentryDSN != "" {
		err := sentry.Init(sentry.ClientOptions{Dsn: c.ErrorReporting.SentryDSN, Release: "authentik@" + constants.VERSION()})
		if err != nil {
			return fmt.Errorf("setting up error reporting: %w", err)
		}
	}
	if c.PyroscopeHost != "" {
		if _, err := pyroscope.Start(pyroscope.Config{ApplicationName: "authentik." + part, ServerAddress: c.PyroscopeHost}); err != nil {
			return fmt.Errorf("starting to send profiles to %s: %w", c.PyroscopeHost, err)
		}
	}
	return nil
}

// Persist calls f until it succeeds or ctx ends; it waits longer and longer between calls.
func Persist[T any](ctx context.Context, what string, f func(context.Context) (T, error)) (T, error) {
	return retry.DoWithData(func() (T, error) { return f(ctx) },
		retry.Context(ctx), retry.UntilSucceeded(), retry.LastErrorOnly(true), retry.Delay(200*time.Millisecond),
		retry.MaxDelay(10*time.Second), retry.OnRetry(func(_ uint, err error) { log.WithError(err).Info(what + " failed, trying again") }))
}
