package web

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// forwardedHeaders are what a reverse proxy in front of us sets, and what an attacker would like to.
var forwardedHeaders = []string{
	"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Port", "X-Forwarded-Proto", "X-Forwarded-Scheme",
	"X-Real-Ip",
}

// TrustForwarded makes a request look as the client sent it (address, scheme, host) if the peer is a trusted proxy,
// and removes what any other peer claims.
func TrustForwarded(trusted []netip.Prefix, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !IsTrusted(r.RemoteAddr, trusted) {
			for _, name := range forwardedHeaders {
				r.Header.Del(name)
			}
			next.ServeHTTP(w, r)
			return
		}
		if client := clientBehind(r.Header.Values("X-Forwarded-For"), trusted); client != "" {
			r.RemoteAddr = net.JoinHostPort(client, "0")
		}
		if host := r.Header.Get("X-Forwarded-Host"); host != "" {
			r.Host = host
		}
		if proto := strings.ToLower(r.Header.Get("X-Forwarded-Proto")); proto == "http" || proto == "https" {
			r.URL.Scheme = proto
		}
		next.ServeHTTP(w, r)
	})
}

// clientBehind returns the last address that is not a trusted proxy's own. Those before it were sent by the client
// itself, who may write there what it likes.
func clientBehind(forwardedFor []string, trusted []netip.Prefix) string {
	client := ""
	hops := strings.Split(strings.Join(forwardedFor, ","), ",")
	for i := len(hops) - 1; i >= 0; i-- {
		addr, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			return client
		}
		client = addr.String()
		if !IsTrusted(client, trusted) {
			return client
		}
	}
	return client
}

// Scheme returns the scheme that the client used.
func Scheme(r *http.Request) string {
	if r.TLS != nil || r.URL.Scheme == "https" {
		return "https"
	}
	return "http"
}
