package tests

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"akbuild.internal/tools/ship/image"
)

// TestContract: what upstream's images promise to who runs them, these do too.
func TestContract(t *testing.T) {
	for variable, want := range map[string]struct {
		entrypoint, check, ports string
		interval                 time.Duration
	}{
		"AKBUILD_TEST_IMAGE":        {"dumb-init -- ak", "CMD ak healthcheck", "9000/tcp 9300/tcp 9443/tcp", 30 * time.Second},
		"AKBUILD_TEST_LDAP_IMAGE":   {"/ldap", "CMD /ldap healthcheck", "3389/tcp 6636/tcp 9300/tcp", 5 * time.Second},
		"AKBUILD_TEST_PROXY_IMAGE":  {"/proxy", "CMD /proxy healthcheck", "9000/tcp 9300/tcp 9443/tcp", 5 * time.Second},
		"AKBUILD_TEST_RAC_IMAGE":    {"/rac", "CMD /rac healthcheck", "", 5 * time.Second},
		"AKBUILD_TEST_RADIUS_IMAGE": {"/radius", "CMD /radius healthcheck", "1812/udp 9300/tcp", 5 * time.Second},
	} {
		img := built(t, variable)
		if err := image.Check(img); err != nil {
			t.Errorf("%s: %v", variable, err)
		}
		file, err := img.ConfigFile()
		if err != nil {
			t.Fatal(err)
		}
		c := file.Config
		ports := strings.Join(slices.Sorted(maps.Keys(c.ExposedPorts)), " ")
		if strings.Join(c.Entrypoint, " ") != want.entrypoint || ports != want.ports || c.User != "1000" || c.WorkingDir != "/" {
			t.Errorf("%s starts %q in %s as %s and listens at %q", variable, c.Entrypoint, c.WorkingDir, c.User, ports)
		}
		if h := c.Healthcheck; h == nil || strings.Join(h.Test, " ") != want.check || h.Interval != want.interval {
			t.Errorf("%s: its healthcheck is %+v", variable, h)
		}
		if !slices.Contains(c.Env, "TMPDIR=/dev/shm/") {
			t.Errorf("%s: its variables are %q", variable, c.Env)
		}
		for _, label := range []string{"description", "documentation", "licenses", "source", "title", "url", "version"} {
			if c.Labels["org.opencontainers.image."+label] == "" {
				t.Errorf("%s has no label %s", variable, label)
			}
		}
		size, parts := sizes(t, variable)
		if float64(size) > 1.02*float64(parts) {
			t.Errorf("%s has %d bytes, and its layers %d", variable, size, parts)
		}
	}
}
