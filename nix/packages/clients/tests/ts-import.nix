# A program that imports the package is type-checked, compiled and run.
{
  run,
  nodejs,
  typescript,
  client,
}:
run {
  name = "${client.name}-test-import";
  inherit nodejs typescript client;
  script = ./ts-import.sh;
}
