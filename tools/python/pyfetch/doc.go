// Package pyfetch puts the files of Python distributions into the Nix store, all that are missing at once: at the very paths
// that the fixed-output derivation of each would give, so that a build downloads nothing. The registry's own client, pip,
// fetches them, as it is configured on the machine; it is loaded once, and many files are fetched side by side.
package pyfetch
