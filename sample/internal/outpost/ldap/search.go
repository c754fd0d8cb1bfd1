package ldap

import (
	"context"
	"errors"
	"strings"

	"github.com/go-ldap/ldap/v3"

	"goauthentik.io/internal/constants"
	"goauthentik.io/internal/outpost/ldap/wire"
)

func (c *client) search(ctx context.Context, request wire.Request) result {
	search := request.Search
	if search.BaseDN == "" && search.Scope == ldap.ScopeBaseObject {
		return c.send(request, []wire.Entry{c.server.rootDSE()})
	}
	base, err := ldap.ParseDN(search.BaseDN)
	if err != nil {
		return result{ldap.LDAPResultInvalidDNSyntax, "the base cannot be parsed"}
	}
	if c.who == nil {
		return result{ldap.LDAPResultInsufficientAccessRights, "bind first"}
	}
	p := c.provider
	if !p.base.EqualFold(base) && !p.base.AncestorOfFold(base) {
		return result{ldap.LDAPResultNoSuchObject, "the base is not in the tree of this bind"}
	}
	users, err := p.listUsers(ctx)
	if err != nil {
		c.log.WithError(err).Warning("search failed")
		return failed
	}
	var found []wire.Entry
	for _, entry := range p.tree(users, c.who) {
		dn, err := ldap.ParseDN(entry.DN)
		if err != nil || !inScope(base, dn, search.Scope) {
			continue
		}
		ok, err := wire.Match(search.Filter, entry)
		if errors.Is(err, wire.ErrFilter) {
			return result{ldap.LDAPResultInappropriateMatching, err.Error()}
		}
		if ok {
			found = append(found, entry)
		}
	}
	return c.send(request, found)
}

// send writes what was found, as far as the client wants it.
func (c *client) send(request wire.Request, entries []wire.Entry) result {
	search := request.Search
	for i, entry := range entries {
		if search.SizeLimit > 0 && i == search.SizeLimit {
			return result{ldap.LDAPResultSizeLimitExceeded, ""}
		}
		entry.Attributes = selected(entry.Attributes, search.Attributes)
		if err := wire.WriteEntry(c.conn, request.ID, entry, search.TypesOnly); err != nil {
			return result{ldap.LDAPResultOther, "writing failed"}
		}
	}
	return success
}

func inScope(base, dn *ldap.DN, scope int) bool {
	switch scope {
	case ldap.ScopeBaseObject:
		return base.EqualFold(dn)
	case ldap.ScopeSingleLevel:
		return base.AncestorOfFold(dn) && len(dn.RDNs) == len(base.RDNs)+1
	default:
		return base.EqualFold(dn) || base.AncestorOfFold(dn)
	}
}

// selected leaves the attributes that were asked for: none named means all, "1.1" means none.
func selected(attributes []wire.Attribute, names []string) []wire.Attribute {
	if len(names) == 0 {
		return attributes
	}
	var kept []wire.Attribute
	for _, a := range attributes {
		for _, name := range names {
			if name == "*" || strings.EqualFold(name, a.Name) {
				kept = append(kept, a)
				break
			}
		}
	}
	return kept
}

// rootDSE is what a server says of itself to everybody (RFC 4512, 5.1).
func (s *Server) rootDSE() wire.Entry {
	var contexts []string
	for _, p := range s.current() {
		contexts = append(contexts, p.GetBaseDn())
	}
	return wire.Entry{Attributes: []wire.Attribute{
		{Name: "objectClass", Values: []string{"top"}},
		{Name: "namingContexts", Values: contexts},
		{Name: "supportedLDAPVersion", Values: []string{"3"}},
		{Name: "vendorName", Values: []string{"goauthentik.io"}},
		{Name: "vendorVersion", Values: []string{"authentik LDAP Outpost Version " + constants.VERSION()}},
	}}
}
