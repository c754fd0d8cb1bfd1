# Every module of the client is compiled and imported, with what pyproject.toml asks for from the Python set.
{
  run,
  call,
  python,
  pythonPackages,
  client,
}:
run {
  name = "${client.name}-test-import";
  inherit python client;
  inherit (python) pythonVersion;
  wheels = call ../../python/wheels.nix {
    name = "client-python-wheels";
    scope = pythonPackages;
    roots = [
      "pydantic"
      "python-dateutil"
      "typing-extensions"
      "urllib3"
    ];
  };
  script = ./python-import.sh;
}
