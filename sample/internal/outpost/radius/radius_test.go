package radius

import (
	"context"
	"net"
	"net/http"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"layeh.com/radius"
	"layeh.com/radius/rfc2865"
	"layeh.com/radius/rfc2869"

	"goauthentik.io/internal/outpost/aktest"
	"goauthentik.io/internal/utils/coretest"
)

const shared = "shared secret"

func providerObject(pk int, networks, secret string) coretest.Object {
	return coretest.Object{
		"pk": pk, "name": "radius", "application_slug": "app", "auth_flow_slug": "login",
		"client_networks": networks, "shared_secret": secret, "mfa_support": true,
	}
}

// serve starts the outpost in front of a core that accepts jens, and returns its address.
func serve(t *testing.T, core *coretest.Core, providers ...coretest.Object) (*Server, string) {
	t.Helper()
	core.PasswordFlow("login", "jens", "secret")
	core.JSON("GET /api/v3/outposts/radius/", http.StatusOK, coretest.Page(0, providers...))
	core.JSON("GET /api/v3/outposts/radius/1/check_access/", http.StatusOK,
		coretest.Object{"access": coretest.Access(true)})
	s := New(aktest.Connect(t, core, "radius"), "", prometheus.NewRegistry())
	require.NoError(t, s.Refresh(t.Context()))
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	require.NoError(t, err)
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.serve(ctx, conn) }()
	t.Cleanup(func() {
		stop()
		assert.NoError(t, <-done)
	})
	return s, conn.LocalAddr().String()
}

// ask sends a request and returns the answer, or nil if there is none for a while.
func ask(t *testing.T, addr, secret, username, password string, change func(*radius.Packet)) *radius.Packet {
	t.Helper()
	packet := radius.New(radius.CodeAccessRequest, []byte(secret))
	require.NoError(t, rfc2865.UserName_SetString(packet, username))
	require.NoError(t, rfc2865.UserPassword_SetString(packet, password))
	if change != nil {
		change(packet)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	if change != nil {
		ctx, cancel = context.WithTimeout(t.Context(), 200*time.Millisecond)
		defer cancel()
	}
	response, err := radius.Exchange(ctx, packet, addr)
	if err != nil {
		return nil
	}
	// Exchange has checked the answer against request and secret; what it does not check is this.
	answer := *response
	answer.Authenticator = packet.Authenticator
	assert.Equal(t, rfc2869.MessageAuthenticator_Type, answer.Attributes[0].Type, "it comes first")
	assert.True(t, authentic(&answer))
	return response
}

func TestAnswers(t *testing.T) {
	s, addr := serve(t, coretest.New(t), providerObject(1, "127.0.0.0/8, ::1/128", shared))
	assert.Equal(t, radius.CodeAccessAccept, ask(t, addr, shared, "jens", "secret", nil).Code)
	assert.Equal(t, radius.CodeAccessAccept, ask(t, addr, shared, "jens", "secret;123456", nil).Code, "with a code")
	assert.Equal(t, radius.CodeAccessReject, ask(t, addr, shared, "jens", "other", nil).Code)
	assert.Equal(t, radius.CodeAccessReject, ask(t, addr, shared, "", "secret", nil).Code)
	assert.InDelta(t, 2, testutil.ToFloat64(s.requests.WithLabelValues("accepted")), 0)
}

func TestNoAccess(t *testing.T) {
	core := coretest.New(t)
	_, addr := serve(t, core, providerObject(1, "0.0.0.0/0", shared))
	core.JSON("GET /api/v3/outposts/radius/1/check_access/", http.StatusOK,
		coretest.Object{"access": coretest.Access(false)})
	assert.Equal(t, radius.CodeAccessReject, ask(t, addr, shared, "jens", "secret", nil).Code)
}

func TestMessageAuthenticator(t *testing.T) {
	s, addr := serve(t, coretest.New(t), providerObject(1, "127.0.0.0/8", shared))
	right := ask(t, addr, shared, "jens", "secret", func(p *radius.Packet) { _, _ = sign(p) })
	require.NotNil(t, right)
	assert.Equal(t, radius.CodeAccessAccept, right.Code)

	wrong := ask(t, addr, shared, "jens", "secret", func(p *radius.Packet) {
		_, _ = sign(p)
		p.Attributes[0].Attribute[0] ^= 1
	})
	assert.Nil(t, wrong)
	assert.Positive(t, testutil.ToFloat64(s.requests.WithLabelValues("ignored")))
}

func TestSilence(t *testing.T) {
	short := func(*radius.Packet) {}
	t.Run("for another secret", func(t *testing.T) {
		_, addr := serve(t, coretest.New(t), providerObject(1, "127.0.0.0/8", shared))
		response := ask(t, addr, "another", "jens", "secret", short)
		assert.Nil(t, response, "the password is garbage, and so is the answer to who cannot check it")
	})
	t.Run("for another network", func(t *testing.T) {
		s, addr := serve(t, coretest.New(t), providerObject(1, "10.0.0.0/8", shared))
		assert.Nil(t, ask(t, addr, shared, "jens", "secret", short))
		assert.Positive(t, testutil.ToFloat64(s.requests.WithLabelValues("unknown_client")))
	})
	t.Run("while authentik is away", func(t *testing.T) {
		core := coretest.New(t)
		_, addr := serve(t, core, providerObject(1, "127.0.0.0/8", shared))
		core.JSON("GET /api/v3/flows/executor/login/", http.StatusBadGateway, nil)
		assert.Nil(t, ask(t, addr, shared, "jens", "secret", short))
	})
}

func TestNarrowestNetworkWins(t *testing.T) {
	s, _ := serve(t, coretest.New(t), providerObject(1, "0.0.0.0/0", "wide"), providerObject(2, "127.0.0.0/16", "narrow"))
	secret, err := s.RADIUSSecret(t.Context(), &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 1})
	require.NoError(t, err)
	assert.Equal(t, "narrow", string(secret))
	secret, err = s.RADIUSSecret(t.Context(), &net.UDPAddr{IP: net.IPv4(192, 0, 2, 1), Port: 1})
	require.NoError(t, err)
	assert.Equal(t, "wide", string(secret))
	_, err = s.RADIUSSecret(t.Context(), &net.UDPAddr{IP: net.ParseIP("2001:db8::1"), Port: 1})
	require.ErrorContains(t, err, "no provider serves [2001:db8::1]:1")
}

func TestProvidersThatCannotBe(t *testing.T) {
	s, _ := serve(t, coretest.New(t), providerObject(1, "everywhere", shared), providerObject(2, "0.0.0.0/0", ""))
	assert.Empty(t, s.providers)
}
