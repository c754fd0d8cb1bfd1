# A Go program that imports the client is built and says what the client calls itself.
{
  run,
  go,
  akbuild,
  client,
}:
run {
  name = "${client.name}-test-import";
  inherit go client;
  # The standard library, compiled once.
  inherit (akbuild) cache modules;
  goEnv = ../../go-env.sh;
  script = ./go-import.sh;
}
