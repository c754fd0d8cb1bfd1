# pip, as its wheel, which Python can run as it is. Tests compare with what it installs; nothing is built with it.
{ run, fetchPypi }:
run {
  name = "pip-26.3";
  src = fetchPypi "pip==26.3";
  script = ./pip.sh;
  meta.description = "pip, installer of Python distributions";
}
