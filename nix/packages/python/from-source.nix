# How a distribution is built that has no usable wheel: a function of its name and version. Names of the build scope.
{ pythonBuildPackages }:
let
  setuptools = [ pythonBuildPackages.setuptools ];
  others = {
    gssapi =
      version:
      {
        buildRequires = setuptools ++ [ pythonBuildPackages.cython ];
      }
      # From 1.10 on it goes by Python's stable interface.
      // (
        if builtins.compareVersions version "1.10" < 0 then
          { }
        else
          { wheel = "gssapi-${version}-cp311-abi3-linux_x86_64.whl"; }
      );
  };
in
# Most ask for setuptools alone: psycopg-c carries the C files that Cython made.
pname: version: (others.${pname} or (_: { buildRequires = setuptools; })) version
