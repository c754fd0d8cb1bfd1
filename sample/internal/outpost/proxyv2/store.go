package proxyv2

import (
	"fmt"
	"math"
	"os"
	"path/filepath"

	"github.com/gorilla/securecookie"
	"github.com/gorilla/sessions"

	api "goauthentik.io/api/v3"
)

// Codecs returns what signs and encrypts the cookies of a provider.
func Codecs(settings api.ProxyOutpostConfig) []securecookie.Codec {
	secret := settings.GetCookieSecret()
	return securecookie.CodecsFromPairs(key("cookie signature", secret), key("cookie encryption", secret))
}

// FileStore keeps sessions in files of the temporary folder, for an outpost of one process.
func FileStore(settings api.ProxyOutpostConfig, options *sessions.Options) (sessions.Store, error) {
	dir := filepath.Join(os.TempDir(), "authentik-proxy-sessions")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("making a folder for sessions: %w", err)
	}
	store := sessions.NewFilesystemStore(dir)
	store.Codecs = Codecs(settings)
	// Not the cookie is long, but the file behind it: it holds a whole token.
	store.MaxLength(math.MaxInt32)
	store.MaxAge(options.MaxAge)
	store.Options = options
	return store, nil
}
