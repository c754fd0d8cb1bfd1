# fetch { name, sha256, script, recursive ? false, ... } -> fixed-output derivation: `script` downloads to $out with a
# registry's client. Only such a derivation reaches the network, and only its hash says what it may return.
{ run }:
{
  name,
  sha256,
  script,
  recursive ? false,
  ...
}@arguments:
run (
  removeAttrs arguments [
    "sha256"
    "recursive"
  ]
  // {
    inherit name script;
    outputHash = sha256;
    outputHashAlgo = "sha256";
    outputHashMode = if recursive then "recursive" else "flat";
    preferLocalBuild = true;
    # The clients' own configuration; tools/engine/inner-env.sh says what each holds.
    impureEnvVars = [
      "http_proxy"
      "https_proxy"
      "no_proxy"
      "all_proxy"
      "HTTP_PROXY"
      "HTTPS_PROXY"
      "NO_PROXY"
      "ALL_PROXY"
      "NETRC"
      "GOPROXY"
      "GONOPROXY"
      "GOPRIVATE"
      "GOSUMDB"
      "GONOSUMDB"
      "GOAUTH"
      "GOENV"
      "PIP_CONFIG_FILE"
      "PIP_INDEX_URL"
      "PIP_EXTRA_INDEX_URL"
      "PIP_TRUSTED_HOST"
      "NPM_CONFIG_USERCONFIG"
      "NPM_CONFIG_REGISTRY"
      "AKB_CARGO_CONFIG"
      "AKB_MAVEN_SETTINGS"
    ];
  }
)
