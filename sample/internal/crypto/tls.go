package crypto

import "crypto/tls"

// ServerConfig returns the TLS settings of every listener: TLS 1.2 or newer, the certificate by choose.
func ServerConfig(choose func(*tls.ClientHelloInfo) (*tls.Certificate, error), protocols ...string) *tls.Config {
	return &tls.Config{
		MinVersion:     tls.VersionTLS12,
		GetCertificate: choose,
		NextProtos:     protocols,
	}
}
