# The supplier that needs package registries alone: each artifact is a fixed-output derivation that runs the registry's
# ordinary client, as configured on the machine, in Nix's sandbox. What is not fetched is built with the engine's tools.
{
  pins,
  system,
  # The shell that builders run in, and their PATH: the engine's, which nix.conf shows in the sandbox.
  shell ? "/bin/bash",
  path ? "/usr/bin:/bin:/usr/sbin:/sbin",
  # The list of the engine's packages with their versions; null where builders use nothing of an engine.
  identity ? /etc/authentik-build/identity,
}:
let
  run = import ./run.nix {
    inherit
      system
      shell
      path
      identity
      ;
  };
  fetch = import ./fetch.nix { inherit run; };
in
{
  inherit system run pins;
  supplier = "registry";

  # Packages that this supplier has in place of packages/*.nix.
  replace = { };
  replaceWith = self: { };

  fetchCratesScript = ./fetch-crates.sh;

  # fetchMaven "group:artifact:version" -> the jar
  fetchMaven =
    coordinates:
    fetch {
      inherit coordinates;
      name = builtins.replaceStrings [ ":" ] [ "-" ] coordinates + ".jar";
      sha256 = pins.maven coordinates;
      script = ./fetch-maven.sh;
    };

  # fetchPypi "name==version" -> the wheel
  fetchPypi =
    requirement:
    let
      pin = pins.pypi requirement;
    in
    fetch {
      inherit requirement;
      name = pin.file;
      inherit (pin) sha256;
      script = ./fetch-pypi.sh;
    };

  # fetchDistribution { pname, version, file, sha256, pythonVersion } -> the wheel or source archive of that name
  fetchDistribution =
    { file, ... }@arguments:
    fetch (
      removeAttrs arguments [ "file" ]
      // {
        name = file;
        script = ./fetch-distribution.sh;
        standIn = ../../../tools/python/pyfetch/standin.py;
      }
    );

  # fetchNpm nodejs "name@version" -> the package's tarball
  fetchNpm =
    nodejs: package:
    fetch {
      inherit nodejs package;
      name = builtins.replaceStrings [ "@" "/" ] [ "" "-" ] package + ".tgz";
      sha256 = pins.npm package;
      script = ./fetch-npm.sh;
    };

  # fetchNpmLocked nodejs { name, version, integrity, file } -> the package's tarball, as a package-lock.json has it
  fetchNpmLocked =
    nodejs: package:
    fetch {
      inherit nodejs;
      package = "${package.name}@${package.version}";
      name = package.file;
      sha512 = package.integrity;
      script = ./fetch-npm.sh;
    };

  # fetchGoModule "path@version" -> the module's zip file
  fetchGoModule =
    module:
    let
      pin = pins.go module;
    in
    fetch {
      inherit module;
      inherit (pin) h1 goMod;
      name = builtins.replaceStrings [ "/" "@" ] [ "-" "-" ] module + ".zip";
      inherit (pin) sha256;
      script = ./fetch-go-module.sh;
    };

  # fetchGoFile { path, version, part, h1, name, sha256 } -> the zip or the go.mod (part = "zip" or "mod") of a Go module's
  # version, whose hash in a go.sum is h1
  fetchGoFile = arguments: fetch (arguments // { script = ./fetch-go-file.sh; });

  # Forks of Python distributions are in no registry.
  fetchForks = false;

  # fetchGithub { name, owner, repo, rev, hash } -> the tree of that commit
  fetchGithub =
    { hash, ... }@arguments:
    fetch (
      removeAttrs arguments [ "hash" ]
      // {
        sha256 = hash;
        recursive = true;
        script = ./fetch-github.sh;
      }
    );

  # fetchDirectory { name, hash, script, ... } -> a folder whose content (NAR) has that hash
  fetchDirectory =
    { hash, ... }@arguments:
    fetch (
      removeAttrs arguments [ "hash" ]
      // {
        sha256 = hash;
        recursive = true;
      }
    );
}
