// Package kit knows every byte from outside that a build needs: it takes the inventory of them, the ledger, and collects them in a
// folder, a kit, from which the build goes without a network.
//
// There is no list of what is fetched. Bytes come in at two places: the packages that the engine's root is made of, which
// engine keeps, and fixed-output derivations of Nix, whose hash is known before they run. So what a build needs is what the
// derivations are made of that lie behind the repositories of a checkout: their garbage-collection roots are the beginning.
package kit
