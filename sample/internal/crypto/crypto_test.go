package crypto

import (
	"crypto/tls"
	"crypto/x509"
	"net"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSelfSigned(t *testing.T) {
	cert, err := SelfSigned("authentik.example")
	require.NoError(t, err)
	choose := func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return &cert, nil }

	ln, err := tls.Listen("tcp", "127.0.0.1:0", ServerConfig(choose, "http/1.1"))
	require.NoError(t, err)
	defer func() { _ = ln.Close() }()
	go func() {
		conn, err := ln.Accept()
		if err == nil {
			_ = conn.(*tls.Conn).Handshake()
			_ = conn.Close()
		}
	}()

	roots := x509.NewCertPool()
	roots.AddCert(cert.Leaf)
	raw, err := net.Dial("tcp", ln.Addr().String())
	require.NoError(t, err)
	conn := tls.Client(raw, &tls.Config{RootCAs: roots, ServerName: "authentik.example", NextProtos: []string{"http/1.1"}})
	require.NoError(t, conn.Handshake())
	assert.Equal(t, "http/1.1", conn.ConnectionState().NegotiatedProtocol)
	require.NoError(t, conn.Close())
}

func TestSelfSignedDiffers(t *testing.T) {
	a, err := SelfSigned("a")
	require.NoError(t, err)
	b, err := SelfSigned("a")
	require.NoError(t, err)
	assert.NotEqual(t, a.Leaf.SerialNumber, b.Leaf.SerialNumber)
}
