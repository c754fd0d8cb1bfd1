// Package modcache downloads what a go.sum names into a folder in the layout of a module proxy, so that a later step can
// run `go mod vendor` without network.
//
// The folder depends on go.sum alone: zips are written anew in one canonical form, since go.sum vouches for the files in
// a zip and not for the bytes around them, and nothing that a proxy adds of its own (times, origins, lists) is kept.
package modcache
