package radius

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strings"

	api "goauthentik.io/api/v3"
)

// provider is who may ask, and by which flow the answer is found.
type provider struct {
	api.RadiusOutpostConfig
	networks []netip.Prefix
}

func newProvider(settings api.RadiusOutpostConfig) (*provider, error) {
	p := &provider{RadiusOutpostConfig: settings}
	if settings.GetSharedSecret() == "" {
		return nil, errors.New("it has no shared secret")
	}
	for _, text := range strings.Split(settings.GetClientNetworks(), ",") {
		network, err := netip.ParsePrefix(strings.TrimSpace(text))
		if err != nil {
			return nil, fmt.Errorf("its client network %q is not an address range like 10.0.0.0/8", text)
		}
		p.networks = append(p.networks, network.Masked())
	}
	return p, nil
}

// covers returns how many bits of an address are those of the narrowest network around it, or -1.
func (p *provider) covers(addr net.Addr) int {
	bits := -1
	at, err := netip.ParseAddrPort(addr.String())
	if err != nil {
		return bits
	}
	for _, network := range p.networks {
		if network.Contains(at.Addr().Unmap().WithZone("")) {
			bits = max(bits, network.Bits())
		}
	}
	return bits
}
