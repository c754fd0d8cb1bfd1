// Package lib holds the configuration defaults that the Go and the Python parts share.
package lib

import _ "embed"

//go:embed default.yml
var defaultConfig []byte

// DefaultConfig returns the text of default.yml as it was when this program was built.
func DefaultConfig() []byte {
	return defaultConfig
}
