# A set of packages that can be overridden: { base, overlays } -> set.
#
# base       self: { ... }, the packages, which find each other through self
# overlays   list of self: super: { ... }
#
# The result has, beside the packages, overrideScope (self: super: { ... }) for a changed copy of the whole set, and
# withBaseOf another: the same overlays over the packages of another scope.
{ base, overlays }:
let
  set = builtins.foldl' (super: overlay: super // overlay set super) (base set) overlays // {
    overrideScope =
      overlay:
      import ./scope.nix {
        inherit base;
        overlays = overlays ++ [ overlay ];
      };
    withBaseOf =
      other:
      import ./scope.nix {
        inherit (other) base;
        inherit overlays;
      };
    inherit base;
  };
in
set
