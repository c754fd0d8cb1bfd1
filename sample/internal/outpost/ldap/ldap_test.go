package ldap

import (
	"net"
	"testing"

	"github.com/go-ldap/ldap/v3"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAnswers(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	go func() { _ = serve(t.Context(), ln) }()
	client, err := ldap.DialURL("ldap://" + ln.Addr().String())
	require.NoError(t, err)
	defer func() { _ = client.Close() }()
	err = client.Bind("cn=jens", "secret")
	assert.True(t, ldap.IsErrorWithCode(err, ldap.LDAPResultUnwillingToPerform), "%v", err)
}
