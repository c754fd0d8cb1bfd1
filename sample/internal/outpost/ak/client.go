// Package ak is how the Go programs talk to authentik's core: API client and long-lived connection.
package ak

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	api "goauthentik.io/api/v3"
	"goauthentik.io/internal/constants"
)

// NewClient returns a client of the API of the authentik whose first page is at base.
func NewClient(base *url.URL, token string, transport http.RoundTripper) *api.APIClient {
	cfg := api.NewConfiguration()
	cfg.UserAgent = "goauthentik.io/outpost/" + constants.FullVersion()
	cfg.HTTPClient = &http.Client{Transport: transport, Timeout: 30 * time.Second}
	cfg.Servers = api.ServerConfigurations{{URL: strings.TrimSuffix(base.String(), "/") + "/api/v3"}}
	cfg.AddDefaultHeader("Authorization", "Bearer "+token)
	return api.NewAPIClient(cfg)
}

// UnixTransport sends every request to one unix socket, whatever its host.
func UnixTransport(socket string) *http.Transport {
	return &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "unix", socket)
	}}
}

// Explain makes the error of an API call into a sentence that says what was asked, and what authentik said.
func Explain(asking string, response *http.Response, err error) error {
	var answer *api.GenericOpenAPIError
	if errors.As(err, &answer) && response != nil {
		return fmt.Errorf("%s: authentik answered %s: %w: %s", asking, response.Status, err, answer.Body())
	}
	return fmt.Errorf("%s: %w", asking, err)
}
