// Package pylock is the form in which sets of pinned Python distributions are kept and handed on: names, versions, file names
// and hashes, and no address of a registry. It also resolves those of the build backend, nix/pins/python, with uv.
package pylock
