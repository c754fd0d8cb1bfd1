# authentik as a packager of Nix would write it: a derivation for each language, with the toolchains of this repository's own set and
# what that has fetched. What is measured against it is in plainnix.go.
#
#   nix-build bench/plain.nix --argstr tree ~/authentik … -A product -A web
#
# Each derivation has the part of the source that it needs, and no more. (nixpkgs' own package gives the whole of it to each, so
# that there an edited line of anything builds everything again.)
#
# tree         authentik's source, a folder
# pythonLock   what akbuild python-lock makes of it
# vendor       the third-party Go modules, as go mod vendor lays them out, without the API client: a path in the store, as are the next
# schema       the OpenAPI document, where the source has none
# npmLock      web/package-lock.json with @client@ for the tarball of the API client, @packed@ for the next
# npmPacked    tarballs of the packages that lie in the source, and are not in the workspace of the web UI
# npmCache     npm's cache, with all that the lock names
# salt         any text: with another one nothing is there yet
{
  tree,
  pythonLock,
  vendor,
  schema ? null,
  npmLock,
  npmPacked,
  npmCache,
  salt ? "",
}:
let
  root = /. + tree;
  lock = builtins.fromJSON (builtins.readFile pythonLock);
  set = import ../nix {
    inherit pythonLock;
    pythonVersion = lock.python or (builtins.fromJSON (builtins.readFile ../nix/releases/pythons.json)).default;
  };
  inherit (set)
    python
    uv
    go
    nodejs
    jre
    typescript
    ;
  generator = set.openapi-generator-cli;
  fetched = builtins.mapAttrs (_: builtins.storePath) {
    inherit
      vendor
      npmLock
      npmPacked
      npmCache
      ;
  };

  # part NAME REGEX -> the files of the source whose paths match, and the folders that lead to them.
  part =
    name: folders: files:
    builtins.path {
      inherit name;
      path = root;
      filter =
        path: type:
        let
          inside = builtins.substring (builtins.stringLength (toString root) + 1) (builtins.stringLength path) path;
          unwanted = builtins.elem (baseNameOf path) [
            ".git"
            "node_modules"
            "__pycache__"
          ];
        in
        !unwanted && builtins.match (if type == "directory" then folders else files) inside != null;
    };

  derive =
    name: script: attributes:
    set.run (
      attributes
      // {
        inherit name script salt;
        # Java, Node and Python run on the engine's C library.
        engine = true;
      }
    );

  client =
    language: options:
    derive "plain-client-${language}" ./plain/client.sh {
      inherit
        jre
        generator
        language
        options
        ;
      schema =
        if schema != null then
          builtins.storePath schema
        else
          builtins.path {
            path = root + "/schema.yml";
            name = "schema.yml";
          };
    };

  clientVersion =
    (builtins.fromJSON (builtins.readFile npmLock)).packages."node_modules/@goauthentik/api".version;
in
rec {
  client-go = client "go" "packageName=api,enumClassPrefix=true,useOneOfDiscriminatorLookup=true,disallowAdditionalPropertiesIfNotPresent=false";

  client-ts = derive "plain-client-ts" ./plain/client-ts.sh {
    inherit nodejs typescript;
    src = client "typescript-fetch" "typescriptThreePlus=true,supportsES6=true,npmName=@goauthentik/api,npmVersion=${clientVersion},fileContentDataType=Blob,enumUnknownDefaultCase=true,useObjectParameters=true";
  };

  server = derive "plain-server" ./plain/server.sh {
    inherit go;
    inherit (fetched) vendor;
    client = client-go;
    src = part "go-source" "authentik|authentik/lib|web|(cmd|internal)(/.*)?" "go\\.(mod|sum)|.*\\.go|web/[^/]*\\.txt|authentik/lib/default\\.yml|(cmd|internal)/.*";
  };

  environment = derive "plain-python-environment" ./plain/environment.sh {
    inherit python uv;
    inherit (python) pythonVersion;
    wheels = set.python-wheels;
  };

  core = derive "plain-core" ./plain/core.sh {
    inherit python uv;
    inherit (python) pythonVersion;
    buildBackend = set.python-build-backend;
    src = part "python-source" "(authentik|packages|lifecycle|blueprints|locale|schemas)(/.*)?" "(authentik|packages|lifecycle|blueprints|locale|schemas)/.*|pyproject\\.toml|README\\.md|LICENSE|manage\\.py";
  };

  web = derive "plain-web" ./plain/web.sh {
    inherit nodejs;
    inherit (fetched) npmLock npmPacked npmCache;
    client = client-ts;
    src = part "web-source" "(packages|web|website)(/.*)?" "package\\.json|(packages|web|website/docs)/.*";
  };

  product = derive "plain-product" ./plain/product.sh {
    inherit
      python
      server
      environment
      core
      ;
    inherit (python) pythonVersion;
  };

  # What is there before a build is measured.
  inputs = [
    python
    uv
    go
    nodejs
    jre
    typescript
    generator
    set.python-wheels
    set.python-build-backend
  ];
}
