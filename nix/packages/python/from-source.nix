# How a distribution is built that has no usable wheel: a function of its name. Names of the build scope.
{ pythonBuildPackages }:
let
  setuptools = [ pythonBuildPackages.setuptools ];
  others = {
    gssapi.buildRequires = setuptools ++ [ pythonBuildPackages.cython ];
  };
in
# Most ask for setuptools alone: psycopg-c carries the C files that Cython made.
pname: others.${pname} or { buildRequires = setuptools; }
