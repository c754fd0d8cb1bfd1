# What has no usable wheel: how it is built. Names of the build scope.
{ pythonBuildPackages }:
{
  gssapi.buildRequires = [
    pythonBuildPackages.setuptools
    pythonBuildPackages.cython
  ];
  # Its archive carries the C files that Cython made.
  psycopg-c.buildRequires = [ pythonBuildPackages.setuptools ];
}
