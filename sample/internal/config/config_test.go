package config

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestLoad(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Setenv("POSTGRES_PASSWORD", "pointed to")
	t.Setenv("AUTHENTIK_LISTEN__HTTP", "127.0.0.1:1")
	c, err := Load()
	require.NoError(t, err)
	assert.Equal(t, "info", c.LogLevel, "the built-in default.yml")
	assert.Equal(t, "127.0.0.1:1", c.Listen.HTTP, "the environment over it")
	assert.Equal(t, "pointed to", c.PostgreSQL.Password)
}
