# Your own changes of the package set: functions self: super: { ... }, applied in order, in nix-build and in Bazel alike.
# docs/python.md has examples. Python distributions have a scope of their own:
#
#   (self: super: {
#     pythonPackages = super.pythonPackages.overrideScope (pself: psuper: {
#       django = psuper.django.override { patches = [ ./django.patch ]; };
#     });
#   })
[ ]
