# Calls a package function with its arguments taken from the set by name: call self ./foo.nix { extra = 1; }.
#
# The result has .override { ... }, which calls the function again with some of the arguments replaced.
self: file: extra:
let
  function = import file;
  wanted = builtins.functionArgs function;
  found = builtins.intersectAttrs wanted self;
  build =
    arguments:
    function arguments
    // {
      override = changes: build (arguments // changes);
    };
in
build (found // extra)
