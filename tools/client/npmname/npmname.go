// Package npmname says whether a string can be the name of an npm package.
package npmname

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// longest is how long a name may be, scope included.
const longest = 214

// part is a scope without its @, or a name: what a URL needs no escapes for, beginning with neither a dot nor an underscore.
var part = regexp.MustCompile(`^[a-z0-9-][a-z0-9._-]*$`)

// Check fails, with the reason alone, for what npm refuses as the name of a new package. A scope is @scope/name.
func Check(name string) error {
	if name == "" {
		return errors.New("it is empty")
	}
	if len(name) > longest {
		return fmt.Errorf("it has %d letters, and npm takes %d", len(name), longest)
	}
	if strings.ToLower(name) != name {
		return errors.New("it has capital letters")
	}
	scope, base, scoped := "", name, false
	if strings.HasPrefix(name, "@") {
		if scope, base, scoped = strings.Cut(name[1:], "/"); !scoped {
			return errors.New("it has a scope and no name after it: @scope/name")
		}
		if err := checkPart("its scope", scope); err != nil {
			return err
		}
	}
	if err := checkPart("it", base); err != nil {
		return err
	}
	if !scoped && (base == "node_modules" || base == "favicon.ico") {
		return errors.New("npm keeps that name for itself")
	}
	return nil
}

func checkPart(what, s string) error {
	switch {
	case s == "":
		return fmt.Errorf("%s is empty", what)
	case s[0] == '.' || s[0] == '_':
		return fmt.Errorf("%s begins with %c", what, s[0])
	case !part.MatchString(s):
		for _, r := range s {
			if !strings.ContainsRune("abcdefghijklmnopqrstuvwxyz0123456789-._", r) {
				return fmt.Errorf("%s has the character %q; letters, digits, - . and _ are allowed", what, r)
			}
		}
	}
	return nil
}
