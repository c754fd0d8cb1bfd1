# The modules that a go.sum names, as a file-system Go module proxy: { name = "sample"; goSum = ./go.sum; list = ./list.json; }
#
# list      which sha256 the file has that each line of goSum names: { "<line>" = "<sha256>"; }, as `akbuild modules` writes
#           it. go.sum holds a hash of what is in a file, Nix wants that of its bytes.
# except    a module to leave out: the generated client
# relist    what to do about a line that list lacks
#
# Each file is a derivation of its own, so a new version of a module is one download; what `akbuild modules` has put into
# the store is not downloaded at all.
{
  run,
  fetchGoFile,
  name,
  goSum,
  list,
  except ? "goauthentik.io/api/v3",
  relist ? "write it: akbuild modules --go-sum ${toString goSum} --list ${toString list}",
}:
let
  hashes =
    if builtins.pathExists list then
      builtins.fromJSON (builtins.readFile list)
    else
      throw "reading ${toString list}: there is no such list, from which Nix learns the sha256 of the files that ${toString goSum} names; ${relist}";
  letters = text: builtins.genList (at: builtins.substring at 1 text) 26;
  # In file names of a module proxy an upper-case letter is "!" and its lower case.
  escape = builtins.replaceStrings (letters "ABCDEFGHIJKLMNOPQRSTUVWXYZ") (
    map (letter: "!" + letter) (letters "abcdefghijklmnopqrstuvwxyz")
  );
  # tools/source/modcache gives the file the same name.
  flat = builtins.replaceStrings [ "/" "~" ] [ "-" "-" ];
  file =
    line:
    let
      fields = builtins.match "([^ ]+) +([^ ]+) +(h1:[^ ]+)[ \r]*" line;
      path = builtins.elemAt fields 0;
      ofMod = builtins.match "(.*)/go\\.mod" (builtins.elemAt fields 1);
      version = if ofMod == null then builtins.elemAt fields 1 else builtins.head ofMod;
      h1 = builtins.elemAt fields 2;
      part = if ofMod == null then "zip" else "mod";
      text = builtins.concatStringsSep " " fields;
    in
    if fields == null then
      throw "reading ${toString goSum}: the line '${line}' is not `module version h1:hash`; write the file anew: go mod tidy"
    else
      {
        inherit path;
        place = "${escape "${path}/@v/${version}"}.${part}";
        file = fetchGoFile {
          inherit
            path
            version
            h1
            part
            ;
          name = "${flat path}-${version}.${part}";
          sha256 =
            hashes.${text}
              or (throw "${toString list} has no hash for the line '${text}' of ${toString goSum}; ${relist}");
        };
      };
  lines = builtins.filter (line: builtins.isString line && builtins.match "[ \r]*" line == null) (
    builtins.split "\n" (builtins.readFile goSum)
  );
  files = builtins.filter (file: file.path != except) (map file lines);
in
run {
  name = "go-modules-${name}";
  layout = builtins.concatStringsSep "" (map (file: "${file.place} ${file.file}\n") files);
  passAsFile = [ "layout" ];
  script = ./go-modules.sh;
}
