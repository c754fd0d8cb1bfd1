package ak

import (
	"context"
	"crypto/tls"
	"fmt"

	api "goauthentik.io/api/v3"
)

// Certificate fetches a certificate and its private key by the id of the pair.
func Certificate(ctx context.Context, client *api.APIClient, id string) (*tls.Certificate, error) {
	cert, res, err := client.CryptoAPI.CryptoCertificatekeypairsViewCertificateRetrieve(ctx, id).Execute()
	if err != nil {
		return nil, Explain("fetching certificate "+id, res, err)
	}
	key, res, err := client.CryptoAPI.CryptoCertificatekeypairsViewPrivateKeyRetrieve(ctx, id).Execute()
	if err != nil {
		return nil, Explain("fetching the private key of certificate "+id, res, err)
	}
	pair, err := tls.X509KeyPair([]byte(cert.Data), []byte(key.Data))
	if err != nil {
		return nil, fmt.Errorf("using certificate %s: %w", id, err)
	}
	return &pair, nil
}
