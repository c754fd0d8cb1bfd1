# Wheels installed as one folder for Python's path: akbuild, as the Bazel rule python_site calls it.
#
# name     the derivation's
# wheels   a folder of wheels, such as python-wheels
{
  run,
  akbuild,
  python,
  name,
  wheels,
}:
run {
  inherit
    name
    akbuild
    python
    wheels
    ;
  script = ./python-site.sh;
  meta.description = "Python distributions, installed";
}
