// Package contract compares an authentik source tree with what the build relies on in it. What that is, is data: one file a
// release line, lines/<line>/contract.yaml, which a maintainer edits when upstream moves something.
package contract
