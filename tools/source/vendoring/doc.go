// Package vendoring makes vendor trees in which the published API client's place is held by the generated one.
//
// Overlay puts a generated client into a vendor tree, InPlace does so in a source tree that has one, and FromModules
// makes the vendor tree of a module from downloaded modules, with a placeholder where the client will come. The
// placeholder is why third-party code depends on go.sum alone and never on the generated client, and why it does not
// matter whether the published client can be downloaded.
package vendoring

// DefaultClient is the module path of authentik's Go API client.
const DefaultClient = "goauthentik.io/api/v3"

// clientGo is the language version of a client whose modules.txt does not say: the one in the generator's go.mod.
const clientGo = "1.23"
