// Package brandtls chooses the TLS certificate by the brand whose domain a client asks for.
package brandtls

import (
	"context"
	"crypto/tls"
	"net/http"
	"sort"
	"strings"
	"sync"
	"time"

	log "github.com/sirupsen/logrus"

	api "goauthentik.io/api/v3"
	"goauthentik.io/internal/common"
	"goauthentik.io/internal/outpost/ak"
)

// refreshInterval is how often the core is asked for brands and certificates.
const refreshInterval = 3 * time.Minute

// Watcher knows a certificate for each brand that has one.
type Watcher struct {
	log      *log.Entry
	client   *api.APIClient
	fallback *tls.Certificate

	mu     sync.RWMutex
	brands []brand
}

type brand struct {
	domain    string
	isDefault bool
	cert      *tls.Certificate
}

// New returns a watcher that serves fallback until it knows better.
func New(client *api.APIClient, fallback *tls.Certificate) *Watcher {
	return &Watcher{log: common.Logger("router.brand_tls"), client: client, fallback: fallback}
}

// Run keeps the certificates up to date until ctx ends.
func (w *Watcher) Run(ctx context.Context) error {
	for ctx.Err() == nil {
		_, err := common.Persist(ctx, w.log, "fetching certificates of brands", func(ctx context.Context) (struct{}, error) {
			return struct{}{}, w.Refresh(ctx)
		})
		if err != nil {
			break
		}
		select {
		case <-ctx.Done():
		case <-time.After(refreshInterval):
		}
	}
	return nil
}

// Refresh asks the core once. A certificate that cannot be used is left out; the others still are.
func (w *Watcher) Refresh(ctx context.Context) error {
	all, err := ak.All(ctx, "listing brands", func(page, size int32) (*api.PaginatedBrandList, *http.Response, error) {
		return w.client.CoreAPI.CoreBrandsList(ctx).Page(page).PageSize(size).Execute()
	})
	if err != nil {
		return err
	}
	var brands []brand
	for _, b := range all {
		pair := b.GetWebCertificate()
		if pair == "" {
			continue
		}
		cert, err := ak.Certificate(ctx, w.client, pair)
		if err != nil {
			w.log.WithError(err).WithField("domain", b.Domain).Warning("brand keeps the default certificate")
			continue
		}
		brands = append(brands, brand{domain: strings.ToLower(b.Domain), isDefault: b.GetDefault(), cert: cert})
	}
	// The longest domain that matches is the one that is meant.
	sort.SliceStable(brands, func(i, j int) bool { return len(brands[i].domain) > len(brands[j].domain) })
	w.mu.Lock()
	w.brands = brands
	w.mu.Unlock()
	return nil
}

// Choose returns the certificate for a client that begins a TLS connection.
func (w *Watcher) Choose(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	name := strings.ToLower(hello.ServerName)
	w.mu.RLock()
	defer w.mu.RUnlock()
	for _, b := range w.brands {
		if name == b.domain || strings.HasSuffix(name, "."+b.domain) {
			return b.cert, nil
		}
	}
	for _, b := range w.brands {
		if b.isDefault {
			return b.cert, nil
		}
	}
	return w.fallback, nil
}
