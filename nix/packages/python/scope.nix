# A scope of Python distributions, one attribute each, in the style of nixpkgs' packageOverrides:
#
#   pythonPackages.overrideScope (self: super: {
#     django = super.django.override { patches = [ ./django.patch ]; };
#     my-policies = self.distribution { pname = "my-policies"; version = "1.0"; file = …; sha256 = …; };
#   })
#
# distributions   by name, arguments of ./distribution.nix
{ call, distributions }:
import ../../lib/scope.nix {
  base =
    self:
    {
      # A distribution that no lock names, by the arguments of ./distribution.nix.
      distribution = call ./distribution.nix;
    }
    // builtins.mapAttrs (pname: entry: self.distribution (entry // { inherit pname; })) distributions;
  overlays = [ ];
}
