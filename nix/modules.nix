# The modules of a go.sum, for tools/pin-go-modules: see packages/go-modules.nix.
{ name, goSum }: (import ./. { }).call ./packages/go-modules.nix { inherit name goSum; }
