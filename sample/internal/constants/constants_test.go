package constants

import (
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestVersion(t *testing.T) {
	assert.Regexp(t, regexp.MustCompile(`^\d{4}\.\d{1,2}\.\d+$`), VERSION())
}

func TestFullVersion(t *testing.T) {
	t.Setenv(EnvGitHash, "")
	assert.Equal(t, VERSION(), FullVersion())
	t.Setenv(EnvGitHash, "abc123")
	assert.Equal(t, VERSION()+"+abc123", FullVersion())
	assert.Equal(t, "goauthentik.io/server/"+VERSION()+"+abc123", UserAgent("server"))
}
