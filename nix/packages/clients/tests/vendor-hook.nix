# The setup hook in derivations of every shape it is meant for, with a small schema: see vendor-hook.sh.
{
  run,
  go,
  akbuild,
  client-go,
  apiGoVendorHook,
}:
let
  small = ./small.yml;
  hook = apiGoVendorHook.override { schema = small; };
  test =
    case: hook:
    run {
      name = "api-go-vendor-hook-test-${case}";
      inherit go hook case;
      inherit (akbuild) cache modules;
      client = client-go.override { schema = small; };
      goEnv = ../../go-env.sh;
      stdenv = ./stdenv.sh;
      script = ./vendor-hook.sh;
    };
in
builtins.listToAttrs (
  map
    (case: {
      name = case;
      value = test case hook;
    })
    [
      "build-go-module"
      "modules-untouched"
      "plain"
      "linked"
      "without-client"
      "without-vendor"
      "without-hooks"
    ]
)
// {
  empty = test "empty" (
    apiGoVendorHook.override {
      client = builtins.path {
        path = ./.;
        name = "empty";
        filter = _: _: false;
      };
    }
  );
}
