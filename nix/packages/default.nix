# The packages, one file each; every argument of such a file is found in the set by name.
#
# Attribute names of versions have underscores for dots, so that an attribute path needs no quotes:
# openapi-generator-cli_7_19_0, schema_2025_12_6.
#
# pythonLock         the lock of Python distributions, as akbuild python-lock makes it; null: that of the sample
# pythonDeviations   names of distributions for which a declared deviation is used
# pythonDrop         files of distributions that are not installed
# pythonVersion      the Python of the set
{
  self,
  pythonLock,
  pythonDeviations,
  pythonDrop,
  pythonVersion,
}:
let
  call = import ../lib/call.nix self;
  releases = import ../lib/releases.nix self;
  clients = releases.table;
  lines = import ../lib/lines.nix;
  pythons = builtins.fromJSON (builtins.readFile ../releases/pythons.json);
  gos = builtins.fromJSON (builtins.readFile ../releases/gos.json);
  underscore = builtins.replaceStrings [ "." ] [ "_" ];
  named =
    prefix: names: make:
    builtins.listToAttrs (
      map (name: {
        name = prefix + underscore name;
        value = make name;
      }) names
    );
in
{
  inherit call releases lines;
  gazelle = call ./gazelle.nix { };
  akbuild = call ./akbuild.nix { };
  # The programs of tools/steps, each with the commands of one build step: steps.generate.
  steps =
    let
      folder = ../../tools/steps;
      entries = if builtins.pathExists folder then builtins.readDir folder else { };
    in
    builtins.mapAttrs (
      name: _:
      call ./akbuild.nix {
        inherit name;
        main = "tools/steps/${name}";
      }
    ) (removeAttrs entries (builtins.filter (name: entries.${name} != "directory") (builtins.attrNames entries)));
  chromium = call ./chromium.nix { };
  ecj = call ./ecj.nix { };
  image-root = call ./image-root.nix { };
  jre = call ./jre.nix { };
  nodejs = call ./nodejs.nix { version = "24.19.0"; };
  # An older one: what is built does not depend on which it is, //web/tests compares.
  nodejs_20 = call ./nodejs.nix { version = "20.18.0"; };
  postgresql = call ./postgresql.nix { };
  typescript = call ./typescript.nix { };
  # That of this repository's own programs, and of what has no line that says another.
  go = self."go_${underscore gos.default}";
  python = self."python_${underscore pythonVersion}" or (throw "the set has no Python ${pythonVersion}: there are ${toString pythons.versions}; docs/lines.md says how one is added");
  # The set with another Python, and all that is made for it.
  withPython =
    version:
    if version == self.python.pythonVersion then
      self
    else
      self.overrideScope (
        _: super: {
          python = super."python_${underscore version}";
        }
      );
  pip = call ./python/pip.nix { };
  uv = call ./python/uv.nix { };
  # What builds distributions, from a lock of its own for each Python.
  pythonBuildPackages = call ./python/scope.nix {
    inherit (self.pins.python "build${if self.python.pythonVersion == pythons.default then "" else "-${self.python.pythonVersion}"}") distributions;
  };
  inherit pythonDeviations;
  # The lock of a source tree.
  pythonLockOf =
    src:
    import ./python/tree-lock.nix {
      inherit (self) run steps python;
      inherit src;
    };
  pythonLock = if pythonLock == null then self.pythonLockOf ../../sample else pythonLock;
  pythonPackages = call ./python/environment.nix { lock = self.pythonLock; };
  # Those of another source tree, with the overlays of pythonPackages.
  pythonPackagesOf =
    src:
    if src == ../../sample then
      self.pythonPackages
    else
      self.pythonPackages.withBaseOf (call ./python/environment.nix { lock = self.pythonLockOf src; });
  python-wheels = call ./python/wheels.nix {
    name = "python-wheels";
    scope = self.pythonPackages;
  };
  # Installed, as //backend:third_party links to them.
  python-site = call ./backend/python-site.nix {
    name = "authentik-python-site";
    wheels = self.python-wheels;
    drop = pythonDrop;
  };
  # What tests need beside those: the lock's group of developers.
  python-test-wheels = call ./python/wheels.nix {
    name = "python-test-wheels";
    scope = call ./python/environment.nix {
      lock = self.pythonLock;
      group = "dev";
    };
    beside = self.pythonPackages;
  };
  python-build-backend = call ./python/build-backend.nix { };
  buildgrid = call ./python/buildgrid.nix { };
  openapi-generator-cli = call ./openapi-generator-cli.nix { version = clients.defaultGenerator; };
  # The distributions that its own source locks, unless others are given.
  authentik-django = call ./backend/authentik-django.nix { pythonPackages = null; };
  client-go = call ./clients/client-go.nix { };
  client-python = call ./clients/other-language.nix {
    language = "python";
    importTest = ./clients/tests/python-import.nix;
  };
  client-rust = call ./clients/other-language.nix {
    language = "rust";
    importTest = ./clients/tests/rust-import.nix;
  };
  client-rust-crates = call ./crates.nix { name = "client-rust"; };
  client-ts = call ./clients/client-ts.nix { };
  apiGoVendorHook = call ./clients/api-go-vendor-hook.nix { };
  # Another text when a vendor folder is made otherwise: of a module that does not matter, and by each Go that there is.
  goVendorIdentity = builtins.unsafeDiscardStringContext (
    builtins.concatStringsSep " " (
      map (
        version:
        (call ./go-vendor.nix {
          name = "identity";
          go = self."go_${underscore version}";
          goMod = ./gazelle/go.mod;
          goSum = ./gazelle/go.sum;
          list = ../pins/go/gazelle.json;
          imports = ./gazelle/go.mod;
          clientModule = "";
        }).drvPath
      ) (builtins.attrNames gos.versions)
    )
  );
  bazelModules = {
    rules_go = call ./bazel-module.nix { module = "github.com/bazelbuild/rules_go@v0.60.0"; };
    gazelle = call ./bazel-module.nix { module = "github.com/bazelbuild/bazel-gazelle@v0.54.0"; };
  };
}
// named "openapi-generator-cli_" clients.generators (
  version: call ./openapi-generator-cli.nix { inherit version; }
)
// named "schema_" (builtins.attrNames clients.releases) (
  release: call ./schema.nix { inherit release; }
)
// named "source_" (builtins.attrNames lines.releases) (
  release: call ./source.nix { inherit release; }
)
// named "go_" (builtins.attrNames gos.versions) (
  version: call ./go.nix { release = gos.versions.${version}; }
)
// named "python_" pythons.versions (version: call ./python/python.nix { inherit version; })
