package common

import (
	"context"
	"time"

	"github.com/avast/retry-go/v4"
	log "github.com/sirupsen/logrus"
)

const (
	firstDelay = 200 * time.Millisecond
	maxDelay   = 10 * time.Second
)

// Permanent marks an error that trying again cannot mend.
func Permanent(err error) error {
	return retry.Unrecoverable(err)
}

// Persist calls f until it succeeds, until it returns a Permanent error, or until ctx ends; it waits longer and longer
// between calls. A failure is logged when it differs from the one before it, not every time.
func Persist[T any](
	ctx context.Context, logger *log.Entry, what string, f func(context.Context) (T, error),
) (T, error) {
	var last string
	return retry.DoWithData(
		func() (T, error) { return f(ctx) },
		retry.Context(ctx),
		retry.UntilSucceeded(),
		retry.LastErrorOnly(true),
		retry.Delay(firstDelay),
		retry.MaxDelay(maxDelay),
		retry.MaxJitter(firstDelay),
		retry.OnRetry(func(attempt uint, err error) {
			if text := err.Error(); text != last {
				last = text
				logger.WithError(err).WithField("attempt", attempt+1).Warning(what + " failed, trying again")
			}
		}),
	)
}
