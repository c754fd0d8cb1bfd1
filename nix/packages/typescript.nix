# The TypeScript compiler, as npm has it: lib/, bin/ of the package.
{
  run,
  fetchNpm,
  nodejs,
}:
run {
  name = "typescript-5.9.3";
  src = fetchNpm nodejs "typescript@5.9.3";
  script = ./typescript.sh;
  passthru.version = "5.9.3";
  meta.description = "TypeScript compiler";
}
