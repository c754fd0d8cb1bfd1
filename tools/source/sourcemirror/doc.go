// Package sourcemirror finds the source of an authentik release in a folder of the user's: a git repository that mirrors
// authentik's, or a tarball of the release. Nix's own fetchers read both; what they give is compared with the hash that the
// release is pinned by and comes to the path in the store where the derivation of nix/packages/source.nix would put it.
package sourcemirror
