// Command ldap is the ldap outpost: it lets programs that know only LDAP check passwords.
package main

import (
	"goauthentik.io/internal/outpost/ldap"
	"goauthentik.io/internal/outpost/run"
)

func main() { run.Main("ldap", ldap.New) }
