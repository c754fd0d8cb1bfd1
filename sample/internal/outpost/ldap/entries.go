package ldap

import (
	"sort"
	"strings"

	"github.com/go-ldap/ldap/v3"

	api "goauthentik.io/api/v3"
	"goauthentik.io/internal/outpost/ldap/wire"
)

// tree returns every entry that somebody may see: all, or only what he is himself.
func (p *provider) tree(users []api.User, who *identity) []wire.Entry {
	base := p.GetBaseDn()
	entries := []wire.Entry{
		{DN: base, Attributes: []wire.Attribute{{Name: "objectClass", Values: []string{"top", "domain"}}}},
		unit("users", base),
		unit("groups", base),
	}
	members := map[string]*wire.Entry{}
	for _, user := range users {
		if !who.search && !strings.EqualFold(user.Username, who.username) {
			continue
		}
		entries = append(entries, p.userEntry(user))
		if !who.search {
			continue
		}
		for _, group := range user.GroupsObj {
			entry, ok := members[group.Name]
			if !ok {
				made := p.groupEntry(group)
				entry = &made
				members[group.Name] = entry
			}
			last := &entry.Attributes[len(entry.Attributes)-1]
			last.Values = append(last.Values, p.userDN(user.Username))
		}
	}
	names := make([]string, 0, len(members))
	for name := range members {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		entries = append(entries, *members[name])
	}
	return entries
}

func unit(name, base string) wire.Entry {
	return wire.Entry{DN: "ou=" + name + "," + base, Attributes: []wire.Attribute{
		{Name: "objectClass", Values: []string{"top", "organizationalUnit"}},
		{Name: "ou", Values: []string{name}},
	}}
}

func (p *provider) userDN(username string) string {
	return "cn=" + ldap.EscapeDN(username) + ",ou=users," + p.GetBaseDn()
}

func (p *provider) groupDN(name string) string {
	return "cn=" + ldap.EscapeDN(name) + ",ou=groups," + p.GetBaseDn()
}

func (p *provider) userEntry(user api.User) wire.Entry {
	var groups []string
	for _, group := range user.GroupsObj {
		groups = append(groups, p.groupDN(group.Name))
	}
	attributes := []wire.Attribute{
		{Name: "objectClass", Values: []string{
			"top", "person", "organizationalPerson", "inetOrgPerson", "user", "posixAccount", "goauthentik.io/ldap/user",
		}},
		{Name: "cn", Values: []string{user.Username}},
		{Name: "sAMAccountName", Values: []string{user.Username}},
		{Name: "uid", Values: []string{user.Uid}},
		{Name: "name", Values: []string{user.Name}},
		{Name: "displayName", Values: []string{user.Name}},
		{Name: "uidNumber", Values: []string{number(p.UidStartNumber, user.Pk)}},
		{Name: "gidNumber", Values: []string{number(p.UidStartNumber, user.Pk)}},
		{Name: "ak-active", Values: []string{boolean(user.GetIsActive())}},
		{Name: "ak-superuser", Values: []string{boolean(user.IsSuperuser)}},
	}
	if mail := user.GetEmail(); mail != "" {
		attributes = append(attributes, wire.Attribute{Name: "mail", Values: []string{mail}})
	}
	if len(groups) > 0 {
		attributes = append(attributes, wire.Attribute{Name: "memberOf", Values: groups})
	}
	return wire.Entry{DN: p.userDN(user.Username), Attributes: attributes}
}

// groupEntry returns an entry whose last attribute takes the members.
func (p *provider) groupEntry(group api.PartialGroup) wire.Entry {
	return wire.Entry{DN: p.groupDN(group.Name), Attributes: []wire.Attribute{
		{Name: "objectClass", Values: []string{"top", "group", "groupOfNames", "posixGroup", "goauthentik.io/ldap/group"}},
		{Name: "cn", Values: []string{group.Name}},
		{Name: "gidNumber", Values: []string{number(p.GidStartNumber, group.NumPk)}},
		{Name: "member"},
	}}
}

// boolean writes a truth value as LDAP does (RFC 4517, 3.3.3).
func boolean(b bool) string {
	if b {
		return "TRUE"
	}
	return "FALSE"
}
