// Package pylock resolves Python pins with uv and keeps them in files of our own form: names, versions, file names and
// hashes, and no address of a registry. nix/pins/python holds them.
package pylock
