package radius

import (
	"net"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"layeh.com/radius"
	"layeh.com/radius/rfc2865"
)

func TestRejects(t *testing.T) {
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	require.NoError(t, err)
	go func() { _ = (&Server{secret: "shared"}).serve(t.Context(), conn) }()
	packet := radius.New(radius.CodeAccessRequest, []byte("shared"))
	require.NoError(t, rfc2865.UserName_SetString(packet, "jens"))
	answer, err := radius.Exchange(t.Context(), packet, conn.LocalAddr().String())
	require.NoError(t, err)
	assert.Equal(t, radius.CodeAccessReject, answer.Code)
}
