# A program that uses the crate is compiled, with the crates that Cargo.toml asks for, and run. Without TLS: that is a feature
# of the crate's, and needs a C library.
{
  run,
  client-rust-crates,
  client,
}:
run {
  name = "${client.name}-test-import";
  inherit client;
  crates = client-rust-crates;
  inherit (client-rust-crates) list;
  passAsFile = [ "list" ];
  engine = true;
  script = ./rust-import.sh;
}
