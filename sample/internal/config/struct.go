package config

import "time"

// Config is the part of authentik's configuration that the Go programs use. default.yml has more: the Python core
// reads the same files.
type Config struct {
	PostgreSQL     PostgreSQL     `yaml:"postgresql" env:", prefix=POSTGRESQL__"`
	Listen         Listen         `yaml:"listen" env:", prefix=LISTEN__"`
	Web            Web            `yaml:"web" env:", prefix=WEB__"`
	ErrorReporting ErrorReporting `yaml:"error_reporting" env:", prefix=ERROR_REPORTING__"`
	Outposts       Outposts       `yaml:"outposts" env:", prefix=OUTPOSTS__"`

	SecretKey     string `yaml:"secret_key" env:"SECRET_KEY"`
	LogLevel      string `yaml:"log_level" env:"LOG_LEVEL"`
	Debug         bool   `yaml:"debug" env:"DEBUG"`
	Debugger      bool   `yaml:"debugger" env:"DEBUGGER"`
	PyroscopeHost string `yaml:"pyroscope_host" env:"PYROSCOPE_HOST"`
	CookieDomain  string `yaml:"cookie_domain" env:"COOKIE_DOMAIN"`

	// What an outpost that runs on its own needs to find its authentik.
	Host        string `yaml:"host" env:"HOST"`
	HostBrowser string `yaml:"host_browser" env:"HOST_BROWSER"`
	Token       string `yaml:"token" env:"TOKEN"`
	Insecure    bool   `yaml:"insecure" env:"INSECURE"`
}

// PostgreSQL says where the database is, and how to prove its identity and ours.
type PostgreSQL struct {
	Host        string `yaml:"host" env:"HOST"`
	Port        string `yaml:"port" env:"PORT"`
	Name        string `yaml:"name" env:"NAME"`
	User        string `yaml:"user" env:"USER"`
	Password    string `yaml:"password" env:"PASSWORD"`
	SSLMode     string `yaml:"sslmode" env:"SSLMODE"`
	SSLRootCert string `yaml:"sslrootcert" env:"SSLROOTCERT"`
	SSLCert     string `yaml:"sslcert" env:"SSLCERT"`
	SSLKey      string `yaml:"sslkey" env:"SSLKEY"`
	Schema      string `yaml:"default_schema" env:"DEFAULT_SCHEMA"`
}

// Listen holds one address per protocol; an empty one, or "off", turns its protocol off.
type Listen struct {
	HTTP              string   `yaml:"http" env:"HTTP"`
	HTTPS             string   `yaml:"https" env:"HTTPS"`
	LDAP              string   `yaml:"ldap" env:"LDAP"`
	LDAPS             string   `yaml:"ldaps" env:"LDAPS"`
	Radius            string   `yaml:"radius" env:"RADIUS"`
	Metrics           string   `yaml:"metrics" env:"METRICS"`
	Debug             string   `yaml:"debug" env:"DEBUG"`
	TrustedProxyCIDRs []string `yaml:"trusted_proxy_cidrs" env:"TRUSTED_PROXY_CIDRS"`
}

// Web configures the HTTP front. Workers and threads in default.yml are the core's own business.
type Web struct {
	Path                  string        `yaml:"path" env:"PATH"`
	SpawnCore             bool          `yaml:"spawn_core" env:"SPAWN_CORE"`
	TimeoutHTTPReadHeader time.Duration `yaml:"timeout_http_read_header" env:"TIMEOUT_HTTP_READ_HEADER"`
	TimeoutHTTPRead       time.Duration `yaml:"timeout_http_read" env:"TIMEOUT_HTTP_READ"`
	TimeoutHTTPWrite      time.Duration `yaml:"timeout_http_write" env:"TIMEOUT_HTTP_WRITE"`
	TimeoutHTTPIdle       time.Duration `yaml:"timeout_http_idle" env:"TIMEOUT_HTTP_IDLE"`
}

// ErrorReporting configures Sentry. Nothing is sent unless it is enabled.
type ErrorReporting struct {
	Enabled     bool    `yaml:"enabled" env:"ENABLED"`
	SentryDSN   string  `yaml:"sentry_dsn" env:"SENTRY_DSN"`
	Environment string  `yaml:"environment" env:"ENVIRONMENT"`
	SendPII     bool    `yaml:"send_pii" env:"SEND_PII"`
	SampleRate  float64 `yaml:"sample_rate" env:"SAMPLE_RATE"`
}

// Outposts configures the proxy outpost inside the server.
type Outposts struct {
	DisableEmbeddedOutpost bool `yaml:"disable_embedded_outpost" env:"DISABLE_EMBEDDED_OUTPOST"`
}
