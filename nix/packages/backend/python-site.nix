# Wheels installed as one folder for Python's path: the step site, as the Bazel rule python_site calls it.
#
# name     the derivation's
# drop     files to leave out, as distribution:path or distribution:folder/**
# wheels   a folder of wheels, such as python-wheels
{
  run,
  steps,
  python,
  name,
  wheels,
  drop ? [ ],
}:
run {
  inherit
    name
    python
    wheels
    drop
    ;
  step = steps.site;
  inherit (python) pythonVersion;
  script = ./python-site.sh;
  meta.description = "Python distributions, installed";
}
