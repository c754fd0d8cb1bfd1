// Package constants names what more than one package, or another program, relies on.
package constants

import (
	_ "embed"
	"os"
	"strings"
)

//go:embed VERSION
var version string

// EnvGitHash is the environment variable that carries the commit a build was made from. It is read at run time, so
// that two builds of one source are the same bytes.
const EnvGitHash = "GIT_BUILD_HASH"

// OutpostPrefix is the path under which a proxied application reaches its outpost.
const OutpostPrefix = "/outpost.goauthentik.io"

// HeaderPrefix starts every header that the proxy sets for an application, and that a client must not set itself.
const HeaderPrefix = "X-Authentik-"

// VERSION returns the release, for instance 2025.12.6.
func VERSION() string {
	return strings.TrimSpace(version)
}

// BuildHash returns the commit this build was made from, or nothing.
func BuildHash() string {
	return os.Getenv(EnvGitHash)
}

// FullVersion returns the release and, if it is known, the commit: 2025.12.6+abc123.
func FullVersion() string {
	if hash := BuildHash(); hash != "" {
		return VERSION() + "+" + hash
	}
	return VERSION()
}

// UserAgent returns how a part of authentik introduces itself in HTTP requests.
func UserAgent(part string) string {
	return "goauthentik.io/" + part + "/" + FullVersion()
}
