# uv, which resolves the Python pins (akbuild bump python).
{ run, fetchPypi }:
run {
  name = "uv-0.13.9";
  src = fetchPypi "uv==0.13.9";
  script = ./uv.sh;
  meta.description = "uv, resolver of Python distributions";
}
