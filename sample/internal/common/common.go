// Package common holds what every program of authentik does alike: logging, and trying again.
package common

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/avast/retry-go/v4"
	log "github.com/sirupsen/logrus"

	"goauthentik.io/internal/config"
)

// Setup has one JSON object a line logged, as the Python core writes them.
func Setup(c *config.Config) error {
	level, err := log.ParseLevel(c.LogLevel)
	if err != nil {
		return fmt.Errorf("reading log_level: %w", err)
	}
	log.SetOutput(os.Stdout)
	log.SetLevel(level)
	log.SetFormatter(&log.JSONFormatter{FieldMap: log.FieldMap{log.FieldKeyMsg: "event", log.FieldKeyTime: "timestamp"}})
	return nil
}

// Persist calls f until it succeeds or ctx ends; it waits longer and longer between calls.
func Persist[T any](ctx context.Context, what string, f func(context.Context) (T, error)) (T, error) {
	return retry.DoWithData(func() (T, error) { return f(ctx) },
		retry.Context(ctx), retry.UntilSucceeded(), retry.LastErrorOnly(true), retry.Delay(200*time.Millisecond),
		retry.MaxDelay(10*time.Second), retry.OnRetry(func(_ uint, err error) { log.WithError(err).Info(what + " failed, trying again") }))
}
