package config

import (
	"fmt"
	"net"
	"net/netip"

	"github.com/sirupsen/logrus"
)

// check refuses what could only fail later and further from its cause.
func (c *Config) check() error {
	if _, err := logrus.ParseLevel(c.LogLevel); err != nil {
		return fmt.Errorf("log_level is %q, not one of trace, debug, info, warning, error", c.LogLevel)
	}
	for name, addr := range map[string]string{
		"listen.http": c.Listen.HTTP, "listen.https": c.Listen.HTTPS,
		"listen.ldap": c.Listen.LDAP, "listen.ldaps": c.Listen.LDAPS,
		"listen.radius": c.Listen.Radius, "listen.metrics": c.Listen.Metrics, "listen.debug": c.Listen.Debug,
	} {
		if addr == "" {
			continue
		}
		if _, _, err := net.SplitHostPort(addr); err != nil {
			return fmt.Errorf("%s is %q, not host:port", name, addr)
		}
	}
	_, err := c.Listen.TrustedProxies()
	return err
}

// TrustedProxies parses trusted_proxy_cidrs.
func (l Listen) TrustedProxies() ([]netip.Prefix, error) {
	var trusted []netip.Prefix
	for _, text := range l.TrustedProxyCIDRs {
		prefix, err := netip.ParsePrefix(text)
		if err != nil {
			return nil, fmt.Errorf("listen.trusted_proxy_cidrs has %q, not an address range like 10.0.0.0/8", text)
		}
		trusted = append(trusted, prefix.Masked())
	}
	return trusted, nil
}
