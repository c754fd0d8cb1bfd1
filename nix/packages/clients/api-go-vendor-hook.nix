# A setup hook for a Go derivation with a vendor folder: its phase puts the generated client in the place of
# vendor/goauthentik.io/api/v3. So the hash of the vendored modules does not depend on the client. docs/nix.md shows its use.
#
# version, schema   as of client-go, for a client of their own
# client            the client to use in place of client-go: a folder with one Go package
# module            the client's import path
{
  run,
  call,
  steps,
  client-go,
  version ? null,
  schema ? null,
  client ? null,
  module ? "goauthentik.io/api/v3",
}:
let
  changes =
    (if version == null then { } else { inherit version; })
    // (if schema == null then { } else { inherit schema; });
  generated = if changes == { } then client-go else client-go.override changes;
  hook = run {
    name = "api-go-vendor-hook";
    inherit module;
    step = steps.vendortree;
    client = if client == null then generated else client;
    setupHook = ./setup-hook.sh;
    script = ./api-go-vendor-hook.sh;
    meta.description = "Setup hook that replaces the vendored Go API client of authentik with the generated one";
  };
in
hook
// {
  tests = removeAttrs (call ./tests/vendor-hook.nix { }) [ "override" ];
}
