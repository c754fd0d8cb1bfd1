// Package web holds what every HTTP listener of authentik has in common.
package web

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"time"

	"github.com/pires/go-proxyproto"
)

// shutdownGrace is how long requests that are under way may take to finish once the server was told to stop.
const shutdownGrace = 10 * time.Second

// Listen opens a TCP listener that understands the PROXY protocol, but believes it only from trusted peers.
func Listen(addr string, trusted []netip.Prefix) (net.Listener, error) {
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("opening listener: %w", err)
	}
	return &proxyproto.Listener{
		Listener:          ln,
		ReadHeaderTimeout: 5 * time.Second,
		ConnPolicy: func(o proxyproto.ConnPolicyOptions) (proxyproto.Policy, error) {
			if IsTrusted(o.Upstream.String(), trusted) {
				return proxyproto.USE, nil
			}
			return proxyproto.SKIP, nil
		},
	}, nil
}

// IsTrusted says whether the peer, an address with or without a port, lies in one of the ranges.
func IsTrusted(peer string, trusted []netip.Prefix) bool {
	addr, err := netip.ParseAddr(peer)
	if err != nil {
		withPort, err := netip.ParseAddrPort(peer)
		if err != nil {
			return false
		}
		addr = withPort.Addr()
	}
	addr = addr.Unmap().WithZone("")
	for _, prefix := range trusted {
		if prefix.Contains(addr) {
			return true
		}
	}
	return false
}

// Serve runs a server until ctx ends, then lets requests that are under way finish.
func Serve(ctx context.Context, server *http.Server, ln net.Listener) error {
	stopped := make(chan error, 1)
	go func() {
		<-ctx.Done()
		grace, cancel := context.WithTimeout(context.Background(), shutdownGrace)
		defer cancel()
		stopped <- server.Shutdown(grace)
	}()
	err := server.Serve(ln)
	if !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serving on %s: %w", ln.Addr(), err)
	}
	if err := <-stopped; err != nil {
		return fmt.Errorf("finishing requests on %s: %w", ln.Addr(), err)
	}
	return nil
}
