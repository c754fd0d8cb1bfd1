// Package ak is how the Go programs talk to authentik's core: API client, long-lived connection, health.
package ak

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	httptransport "github.com/go-openapi/runtime/client"

	api "goauthentik.io/api/v3"
	"goauthentik.io/internal/constants"
)

// requestTimeout bounds one request to the API.
const requestTimeout = 30 * time.Second

// NewClient returns a client of the API of the authentik whose first page is at base.
func NewClient(base *url.URL, token string, transport http.RoundTripper) *api.APIClient {
	cfg := api.NewConfiguration()
	cfg.UserAgent = constants.UserAgent("outpost")
	cfg.HTTPClient = &http.Client{Transport: transport, Timeout: requestTimeout}
	cfg.Servers = api.ServerConfigurations{{URL: strings.TrimSuffix(base.String(), "/") + "/api/v3"}}
	if token != "" {
		cfg.AddDefaultHeader("Authorization", "Bearer "+token)
	}
	return api.NewAPIClient(cfg)
}

// UnixTransport sends every request to one unix socket, whatever its host.
func UnixTransport(socket string) *http.Transport {
	dialer := &net.Dialer{Timeout: 5 * time.Second}
	return &http.Transport{
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return dialer.DialContext(ctx, "unix", socket)
		},
		MaxIdleConnsPerHost: 64,
		IdleConnTimeout:     90 * time.Second,
	}
}

// TLSTransport returns a transport for a remote authentik. Insecure skips the check of its certificate.
func TLSTransport(insecure bool) (*http.Transport, error) {
	settings, err := httptransport.TLSClientAuth(httptransport.TLSClientOptions{InsecureSkipVerify: insecure})
	if err != nil {
		return nil, fmt.Errorf("setting up TLS towards authentik: %w", err)
	}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.TLSClientConfig = settings
	return transport, nil
}
