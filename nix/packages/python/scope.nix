# A scope of Python distributions from a lock, one attribute each, in the style of nixpkgs' packageOverrides:
#
#   pythonPackages.overrideScope (self: super: {
#     django = super.django.override { patches = [ ./django.patch ]; };
#     my-policies = self.distribution { pname = "my-policies"; version = "1.0"; file = …; sha256 = …; };
#   })
#
# lock       name of a lock in nix/pins/python
# settings   per distribution, arguments of ./distribution.nix beside those of the lock
{
  call,
  pins,
  lock,
  settings ? { },
}:
let
  distributions = (pins.python lock).distributions;
in
import ../../lib/scope.nix {
  base =
    self:
    {
      # A distribution that no lock names, by the arguments of ./distribution.nix.
      distribution = call ./distribution.nix;
    }
    // builtins.mapAttrs (
      pname: entry: self.distribution (entry // { inherit pname; } // settings.${pname} or { })
    ) distributions;
  overlays = [ ];
}
