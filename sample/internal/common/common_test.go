package common

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/getsentry/sentry-go"
	log "github.com/sirupsen/logrus"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"goauthentik.io/internal/config"
)

func TestLogLinesAreTheCores(t *testing.T) {
	defer SetupLogging(&config.Config{LogLevel: "info"}, log.StandardLogger().Out)
	var out bytes.Buffer
	SetupLogging(&config.Config{LogLevel: "info"}, &out)
	Logger("router").WithField("port", 9000).Info("listening")
	Logger("router").Debug("not shown")

	var line map[string]any
	require.NoError(t, json.Unmarshal(out.Bytes(), &line), "exactly one line of JSON: %s", out.String())
	assert.Equal(t, "listening", line["event"])
	assert.Equal(t, "info", line["level"])
	assert.Equal(t, "authentik.router", line["logger"])
	assert.EqualValues(t, 9000, line["port"])
	assert.NotEmpty(t, line["timestamp"])
}

func TestPersist(t *testing.T) {
	calls := 0
	got, err := Persist(t.Context(), Logger("test"), "counting", func(context.Context) (int, error) {
		if calls++; calls < 3 {
			return 0, errors.New("not yet")
		}
		return calls, nil
	})
	require.NoError(t, err)
	assert.Equal(t, 3, got)
}

func TestPersistStops(t *testing.T) {
	t.Run("at a permanent error", func(t *testing.T) {
		calls := 0
		_, err := Persist(t.Context(), Logger("test"), "asking", func(context.Context) (int, error) {
			calls++
			return 0, Permanent(errors.New("forbidden"))
		})
		require.ErrorContains(t, err, "forbidden")
		assert.Equal(t, 1, calls)
	})
	t.Run("with its context", func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		_, err := Persist(ctx, Logger("test"), "asking", func(context.Context) (int, error) {
			return 0, errors.New("never")
		})
		require.Error(t, err)
	})
}

// recorder is a Sentry transport that keeps what it is given.
type recorder struct{ events []*sentry.Event }

func (r *recorder) Configure(sentry.ClientOptions)        {}
func (r *recorder) SendEvent(e *sentry.Event)             { r.events = append(r.events, e) }
func (r *recorder) Flush(time.Duration) bool              { return true }
func (r *recorder) FlushWithContext(context.Context) bool { return true }
func (r *recorder) Close()                                {}

func TestSentryOnlyWhenAsked(t *testing.T) {
	panicking := func() {
		defer func() { _ = recover() }()
		h := ReportPanics(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("broken") }))
		h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/", nil))
	}
	r := &recorder{}
	settings := config.ErrorReporting{SentryDSN: "http://key@127.0.0.1:1/1", Environment: "test"}
	_, err := SetupSentry(settings, r)
	require.NoError(t, err)
	panicking()
	assert.Empty(t, r.events)

	settings.Enabled = true
	flush, err := SetupSentry(settings, r)
	require.NoError(t, err)
	defer flush()
	panicking()
	require.Len(t, r.events, 1)
	assert.Equal(t, "test", r.events[0].Environment)
}
