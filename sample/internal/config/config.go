// Package config reads authentik's configuration: defaults, files, environment, in that order.
package config

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/sethvargo/go-envconfig"
	"gopkg.in/yaml.v2"

	"goauthentik.io/authentik/lib"
)

// EnvPrefix starts every environment variable that sets something; two underscores stand for one level.
const EnvPrefix = "AUTHENTIK_"

// Loader says where configuration comes from. Tests make their own; everybody else calls Load.
type Loader struct {
	// WorkDir holds authentik/lib/default.yml, local.yml and local.env.yml.
	WorkDir string
	// EtcDir holds config.yml and config.d/.
	EtcDir string
	// LookupEnv finds environment variables.
	LookupEnv func(string) (string, bool)
}

// Load reads the configuration of this process.
func Load() (*Config, error) {
	return Loader{WorkDir: ".", EtcDir: filepath.Dir("/etc/authentik/config.yml"), LookupEnv: os.LookupEnv}.Load()
}

// Load reads every source, later ones over earlier ones.
func (l Loader) Load() (*Config, error) {
	c := &Config{}
	if err := yaml.Unmarshal(lib.DefaultConfig(), c); err != nil {
		return nil, fmt.Errorf("parsing the built-in default.yml: %w", err)
	}
	files, err := l.files()
	if err != nil {
		return nil, err
	}
	for _, name := range files {
		if err := mergeFile(c, name); err != nil {
			return nil, err
		}
	}
	if err := l.mergeEnv(c); err != nil {
		return nil, err
	}
	if err := l.expand(c); err != nil {
		return nil, err
	}
	c.normalise()
	return c, c.check()
}

// files lists what may exist, in order of precedence, lowest first.
func (l Loader) files() ([]string, error) {
	env, ok := l.LookupEnv(EnvPrefix + "ENV")
	if !ok || env == "" {
		env = "local"
	}
	files := []string{
		filepath.Join(l.WorkDir, "authentik", "lib", "default.yml"),
		filepath.Join(l.EtcDir, "config.yml"),
		filepath.Join(l.WorkDir, env+".yml"),
		filepath.Join(l.WorkDir, env+".env.yml"),
	}
	dropIns, err := filepath.Glob(filepath.Join(l.EtcDir, "config.d", "*.yml"))
	if err != nil {
		return nil, fmt.Errorf("listing %s: %w", filepath.Join(l.EtcDir, "config.d"), err)
	}
	return append(files, dropIns...), nil
}

func mergeFile(c *Config, name string) error {
	raw, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("reading configuration: %w", err)
	}
	if err := yaml.Unmarshal(raw, c); err != nil {
		return fmt.Errorf("parsing configuration file %s: %w", name, err)
	}
	return nil
}

func (l Loader) mergeEnv(c *Config) error {
	err := envconfig.ProcessWith(context.Background(), &envconfig.Config{
		Target:           c,
		Lookuper:         envconfig.PrefixLookuper(EnvPrefix, lookuper(l.LookupEnv)),
		DefaultOverwrite: true,
	})
	if err != nil {
		return fmt.Errorf("reading configuration from environment variables %s*: %w", EnvPrefix, err)
	}
	return nil
}

// lookuper makes a function into what envconfig wants.
type lookuper func(string) (string, bool)

func (f lookuper) Lookup(key string) (string, bool) { return f(key) }

// normalise brings what people write into the one form that the programs compare with.
func (c *Config) normalise() {
	c.Web.Path = "/" + strings.Trim(c.Web.Path, "/") + "/"
	if c.Web.Path == "//" {
		c.Web.Path = "/"
	}
	c.LogLevel = strings.ToLower(c.LogLevel)
	for _, addr := range []*string{
		&c.Listen.HTTP, &c.Listen.HTTPS, &c.Listen.LDAP, &c.Listen.LDAPS,
		&c.Listen.Radius, &c.Listen.Metrics, &c.Listen.Debug,
	} {
		if *addr == "off" {
			*addr = ""
		}
	}
}
