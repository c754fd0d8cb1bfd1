package config

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// fixture is a working directory, an etc directory and an environment of a test's own.
type fixture struct {
	t      *testing.T
	env    map[string]string
	loader Loader
}

func newFixture(t *testing.T) *fixture {
	f := &fixture{t: t, env: map[string]string{}}
	f.loader = Loader{WorkDir: t.TempDir(), EtcDir: t.TempDir(), LookupEnv: func(name string) (string, bool) {
		value, ok := f.env[name]
		return value, ok
	}}
	return f
}

func (f *fixture) write(dir, name, text string) {
	f.t.Helper()
	path := filepath.Join(dir, name)
	require.NoError(f.t, os.MkdirAll(filepath.Dir(path), 0o755))
	require.NoError(f.t, os.WriteFile(path, []byte(text), 0o600))
}

func (f *fixture) load() *Config {
	f.t.Helper()
	c, err := f.loader.Load()
	require.NoError(f.t, err)
	return c
}

func TestDefaults(t *testing.T) {
	c := newFixture(t).load()
	assert.Equal(t, "0.0.0.0:9000", c.Listen.HTTP)
	assert.Equal(t, "0.0.0.0:9443", c.Listen.HTTPS)
	assert.Equal(t, "0.0.0.0:9300", c.Listen.Metrics)
	assert.Equal(t, "/", c.Web.Path)
	assert.Equal(t, 5*time.Second, c.Web.TimeoutHTTPReadHeader)
	assert.Equal(t, "5432", c.PostgreSQL.Port)
	assert.True(t, c.Web.SpawnCore)
	assert.False(t, c.ErrorReporting.Enabled, "nothing may be reported to anybody by default")
	assert.Empty(t, c.PostgreSQL.Password, "env://POSTGRES_PASSWORD with nothing set")
}

// TestPrecedence adds one source after the other, lowest first: each must win over all before it.
func TestPrecedence(t *testing.T) {
	f := newFixture(t)
	steps := []struct {
		name string
		add  func(host string)
	}{
		{"tree", func(h string) {
			f.write(f.loader.WorkDir, "authentik/lib/default.yml", "postgresql: {host: "+h+"}")
		}},
		{"etc", func(h string) { f.write(f.loader.EtcDir, "config.yml", "postgresql: {host: "+h+"}") }},
		{"local", func(h string) { f.write(f.loader.WorkDir, "local.yml", "postgresql: {host: "+h+"}") }},
		{"local-env", func(h string) { f.write(f.loader.WorkDir, "local.env.yml", "postgresql: {host: "+h+"}") }},
		{"drop-in-a", func(h string) { f.write(f.loader.EtcDir, "config.d/10-a.yml", "postgresql: {host: "+h+"}") }},
		{"drop-in-b", func(h string) { f.write(f.loader.EtcDir, "config.d/20-b.yml", "postgresql: {host: "+h+"}") }},
		{"environment", func(h string) { f.env["AUTHENTIK_POSTGRESQL__HOST"] = h }},
	}
	assert.Equal(t, "localhost", f.load().PostgreSQL.Host)
	for _, step := range steps {
		step.add(step.name)
		assert.Equal(t, step.name, f.load().PostgreSQL.Host)
	}
	assert.Equal(t, "authentik", f.load().PostgreSQL.User, "what a file does not name stays")
}

func TestEnvironmentName(t *testing.T) {
	f := newFixture(t)
	f.write(f.loader.WorkDir, "local.yml", "log_level: error")
	f.write(f.loader.WorkDir, "staging.yml", "log_level: debug")
	f.env["AUTHENTIK_ENV"] = "staging"
	assert.Equal(t, "debug", f.load().LogLevel)
}

func TestEnvironmentTypes(t *testing.T) {
	f := newFixture(t)
	f.env["AUTHENTIK_WEB__PATH"] = "auth"
	f.env["AUTHENTIK_WEB__SPAWN_CORE"] = "false"
	f.env["AUTHENTIK_WEB__TIMEOUT_HTTP_READ"] = "7s"
	f.env["AUTHENTIK_LISTEN__TRUSTED_PROXY_CIDRS"] = "192.0.2.0/24,2001:db8::/32"
	f.env["AUTHENTIK_LISTEN__HTTPS"] = "off"
	f.env["AUTHENTIK_LOG_LEVEL"] = "INFO"
	c := f.load()
	assert.Equal(t, "/auth/", c.Web.Path)
	assert.False(t, c.Web.SpawnCore)
	assert.Equal(t, 7*time.Second, c.Web.TimeoutHTTPRead)
	assert.Equal(t, []string{"192.0.2.0/24", "2001:db8::/32"}, c.Listen.TrustedProxyCIDRs)
	assert.Empty(t, c.Listen.HTTPS)
	assert.Equal(t, "info", c.LogLevel)
}

func TestValuesFromElsewhere(t *testing.T) {
	f := newFixture(t)
	f.write(f.loader.EtcDir, "password", "s3cret\n")
	f.env["WHERE"] = "db.internal"
	f.env["AUTHENTIK_POSTGRESQL__PASSWORD"] = "file://" + filepath.Join(f.loader.EtcDir, "password")
	f.env["AUTHENTIK_POSTGRESQL__HOST"] = "env://WHERE"
	f.env["AUTHENTIK_POSTGRESQL__USER"] = "env://UNSET?someone"
	f.env["AUTHENTIK_POSTGRESQL__NAME"] = "file:///does/not/exist?fallback"
	c := f.load()
	assert.Equal(t, "s3cret", c.PostgreSQL.Password)
	assert.Equal(t, "db.internal", c.PostgreSQL.Host)
	assert.Equal(t, "someone", c.PostgreSQL.User)
	assert.Equal(t, "fallback", c.PostgreSQL.Name)
}

func TestMistakesNameTheirPlace(t *testing.T) {
	cases := map[string]struct {
		prepare func(*fixture)
		want    string
	}{
		"not YAML": {
			func(f *fixture) { f.write(f.loader.EtcDir, "config.yml", "listen: [") },
			"config.yml",
		},
		"not a number": {
			func(f *fixture) { f.env["AUTHENTIK_WEB__TIMEOUT_HTTP_READ"] = "soon" },
			"environment variables AUTHENTIK_*",
		},
		"no such level": {
			func(f *fixture) { f.env["AUTHENTIK_LOG_LEVEL"] = "loud" },
			`log_level is "loud"`,
		},
		"no port": {
			func(f *fixture) { f.env["AUTHENTIK_LISTEN__HTTP"] = "localhost" },
			`listen.http is "localhost", not host:port`,
		},
		"not a range": {
			func(f *fixture) { f.env["AUTHENTIK_LISTEN__TRUSTED_PROXY_CIDRS"] = "10.0.0.1" },
			`"10.0.0.1", not an address range`,
		},
		"missing file": {
			func(f *fixture) { f.env["AUTHENTIK_SECRET_KEY"] = "file:///does/not/exist" },
			"reading the value of secret_key",
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			f := newFixture(t)
			c.prepare(f)
			_, err := f.loader.Load()
			require.Error(t, err)
			assert.Contains(t, err.Error(), c.want)
		})
	}
}
