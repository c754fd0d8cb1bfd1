// Package protocols asks servers of LDAP and RADIUS, as programs do that let people in.
package protocols

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/go-ldap/ldap/v3"
	"layeh.com/radius"
	"layeh.com/radius/rfc2865"
)

// patience is how long an answer may take.
const patience = 30 * time.Second

// ErrRefused says that the password is not the right one.
var ErrRefused = errors.New("the password is refused")

// FindByLDAP binds as an object with its password, searches below base, and returns an attribute of each object that was found, by name.
func FindByLDAP(address, object, password, base, filter, attribute string) (map[string]string, error) {
	connection, err := ldap.DialURL("ldap://" + address)
	if err != nil {
		return nil, fmt.Errorf("connecting to %s: %w", address, err)
	}
	defer connection.Close()
	connection.SetTimeout(patience)
	if err := connection.Bind(object, password); ldap.IsErrorWithCode(err, ldap.LDAPResultInvalidCredentials) {
		return nil, ErrRefused
	} else if err != nil {
		return nil, fmt.Errorf("binding as %s: %w", object, err)
	}
	answer, err := connection.Search(ldap.NewSearchRequest(base, ldap.ScopeWholeSubtree, ldap.NeverDerefAliases, 0, 0, false, filter, []string{attribute}, nil))
	if err != nil {
		return nil, fmt.Errorf("searching for %s: %w", filter, err)
	}
	found := map[string]string{}
	for _, entry := range answer.Entries {
		found[entry.DN] = entry.GetAttributeValue(attribute)
	}
	return found, nil
}

// LetInByRADIUS asks whether a user is let in.
func LetInByRADIUS(ctx context.Context, address, secret, user, password string) error {
	packet := radius.New(radius.CodeAccessRequest, []byte(secret))
	if err := errors.Join(rfc2865.UserName_SetString(packet, user), rfc2865.UserPassword_SetString(packet, password)); err != nil {
		return fmt.Errorf("writing a request: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	client := radius.Client{Retry: patience / 3}
	answer, err := client.Exchange(ctx, packet, address)
	switch {
	case err != nil:
		return fmt.Errorf("asking %s: %w", address, err)
	case answer.Code == radius.CodeAccessReject:
		return ErrRefused
	case answer.Code != radius.CodeAccessAccept:
		return fmt.Errorf("asking %s: it answers %v", address, answer.Code)
	}
	return nil
}
