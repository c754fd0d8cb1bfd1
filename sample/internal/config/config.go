// Package config reads authentik's configuration: the defaults that are built in, local.yml, and the environment over both.
package config

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"regexp"

	"github.com/sethvargo/go-envconfig"
	"gopkg.in/yaml.v2"

	"goauthentik.io/authentik/lib"
)

// Config is the part of authentik's configuration that the Go programs use. Two underscores stand for one level in the
// environment, as in AUTHENTIK_LISTEN__HTTP.
type Config struct {
	PostgreSQL PostgreSQL `yaml:"postgresql" env:", prefix=POSTGRESQL__"`
	Listen     Listen     `yaml:"listen" env:", prefix=LISTEN__"`

	SecretKey string `yaml:"secret_key" env:"SECRET_KEY"`
	LogLevel  string `yaml:"log_level" env:"LOG_LEVEL"`
	Debug     bool   `yaml:"debug" env:"DEBUG"`
	// Host and Token say to an outpost that runs on its own where its authentik is, and who asks.
	Host  string `yaml:"host" env:"HOST"`
	Token string `yaml:"token" env:"TOKEN"`
}

// PostgreSQL says where the database is.
type PostgreSQL struct {
	Host     string `yaml:"host" env:"HOST"`
	Port     string `yaml:"port" env:"PORT"`
	Name     string `yaml:"name" env:"NAME"`
	User     string `yaml:"user" env:"USER"`
	Password string `yaml:"password" env:"PASSWORD"`
}

// Listen holds one address per protocol; an empty one turns its protocol off.
type Listen struct {
	HTTP    string `yaml:"http" env:"HTTP"`
	LDAP    string `yaml:"ldap" env:"LDAP"`
	Radius  string `yaml:"radius" env:"RADIUS"`
	Metrics string `yaml:"metrics" env:"METRICS"`
}

// pointer is a value that the environment has: env://NAME?fallback.
var pointer = regexp.MustCompile(`env://(\w+)(?:\?([^"\s]*))?`)

// Load reads the configuration of this process.
func Load() (*Config, error) {
	c := &Config{}
	local, err := os.ReadFile("local.yml")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("reading configuration: %w", err)
	}
	for name, text := range map[string][]byte{"the built-in default.yml": lib.DefaultConfig(), "local.yml": local} {
		text = pointer.ReplaceAllFunc(text, func(found []byte) []byte {
			parts := pointer.FindSubmatch(found)
			if value, ok := os.LookupEnv(string(parts[1])); ok {
				return []byte(value)
			}
			return parts[2]
		})
		if err := yaml.Unmarshal(text, c); err != nil {
			return nil, fmt.Errorf("parsing %s: %w", name, err)
		}
	}
	err = envconfig.ProcessWith(context.Background(), &envconfig.Config{
		Target: c, Lookuper: envconfig.PrefixLookuper("AUTHENTIK_", envconfig.OsLookuper()), DefaultOverwrite: true,
	})
	if err != nil {
		return nil, fmt.Errorf("reading configuration from environment variables AUTHENTIK_*: %w", err)
	}
	return c, nil
}
