// Package constants names what more than one package, or another program, relies on.
package constants

import (
	_ "embed"
	"os"
	"strings"
)

//go:embed VERSION
var version string

// OutpostPrefix is the path under which a proxied application reaches its outpost.
const OutpostPrefix = "/outpost.goauthentik.io"

// VERSION returns the release, for instance 2025.12.6.
func VERSION() string { return strings.TrimSpace(version) }

// FullVersion returns the release and, if the environment says which it was made from, the commit: 2025.12.6+abc123.
func FullVersion() string {
	if hash := os.Getenv("GIT_BUILD_HASH"); hash != "" {
		return VERSION() + "+" + hash
	}
	return VERSION()
}
