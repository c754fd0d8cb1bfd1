// Package modcache brings the modules that a go.sum names into the Nix store, each file under the path that the derivation
// of nix/packages/go-modules.nix has for it, and says of each line of the go.sum which sha256 its file has: what Nix needs
// to know beyond go.sum.
//
// The go command downloads, from whatever proxies it is configured for, and checks each file against go.sum. What is in the
// store already is not asked for again: a new version of one module is one download.
package modcache
