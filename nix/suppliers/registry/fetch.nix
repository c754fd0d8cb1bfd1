# fetch { name, sha256 or sha512, script, recursive ? false, ... } -> fixed-output derivation: `script` downloads to $out with a
# registry's client. Only such a derivation reaches the network, and only its hash says what it may return.
{ run }:
let
  # The names in ./variables.txt.
  variables = map (line: builtins.head (builtins.split " " line)) (
    builtins.filter (line: builtins.isString line && line != "" && builtins.substring 0 1 line != "#") (
      builtins.split "\n" (builtins.readFile ./variables.txt)
    )
  );
  # Folders of the machine that a download sees and no other build: the files that some of the variables name, the user's
  # `file://` proxies and mirror. The engine says which (engine/clients.sh), its Nix is set to allow them.
  folders = builtins.filter (folder: builtins.isString folder && folder != "") (
    builtins.split "\n" (builtins.getEnv "AKB_DOWNLOAD_FOLDERS")
  );
in
{
  name,
  sha256 ? null,
  sha512 ? null,
  script,
  recursive ? false,
  ...
}@arguments:
run (
  removeAttrs arguments [
    "sha256"
    "sha512"
    "recursive"
  ]
  // {
    inherit name script;
    outputHash = if sha512 != null then sha512 else sha256;
    outputHashAlgo = if sha512 != null then "sha512" else "sha256";
    outputHashMode = if recursive then "recursive" else "flat";
    preferLocalBuild = true;
    impureEnvVars = variables;
  }
  // (if folders == [ ] then { } else { __impureHostDeps = folders; })
)
