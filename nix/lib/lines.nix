# The folders of lines/: what each release line says, with what it inherits. Bazel reads the same files, and says what is wrong
# with one (lines/private/resolve.bzl).
#
# Where a copy of nix/ lies without lines/ there are none: nothing that rules_nixpkgs takes of the set is of a line.
let
  folder = ../../lines;
  names =
    if !builtins.pathExists folder then
      [ ]
    else
      builtins.filter (name: builtins.pathExists (folder + "/${name}/line.json")) (
        builtins.attrNames (builtins.readDir folder)
      );
  own = name: builtins.fromJSON (builtins.readFile (folder + "/${name}/line.json"));
  # Those that a line inherits from, itself first.
  chain =
    name: seen:
    if builtins.elem name seen then
      throw "lines/${name}/line.json inherits from itself, by way of ${toString seen}"
    else
      [ name ] ++ (if own name ? inherits then chain (own name).inherits (seen ++ [ name ]) else [ ]);
  list = builtins.concatStringsSep ", ";
in
rec {
  inherit names;

  # of "2025.12" -> the line: python, clients, drop, testDrop, versions (its own alone), and file, which finds a file of it.
  of =
    name:
    let
      lines = chain name [ ];
    in
    builtins.foldl' (merged: line: (removeAttrs (own line) [ "versions" ]) // merged) { } lines
    // {
      inherit name;
      versions = (own name).versions or { };
      file =
        file:
        folder
        + "/${
          builtins.head (builtins.filter (line: builtins.pathExists (folder + "/${line}/${file}")) lines)
        }/${file}";
    };

  # The line of a source tree, by its version.
  ofTree =
    src:
    let
      # It says a tree's version, in every line that is known.
      found = builtins.match "(([0-9]+\\.[0-9]+)\\.[^[:space:]]*)[[:space:]]*" (
        builtins.readFile (src + "/internal/constants/VERSION")
      );
      name = builtins.elemAt found 1;
    in
    if found == null then
      throw "the source ${toString src} says no version in internal/constants/VERSION: give its line, as in .override { line = lines.of \"2025.12\"; }"
    else if !(builtins.elem name names) then
      throw "the source ${toString src} is authentik ${builtins.head found}, of which there is no line, there are ${list names}: give the nearest, as in .override { line = lines.of \"2025.12\"; }; docs/lines.md says how one is added"
    else
      of name;

  # The releases whose source is pinned, by version: rev and narHash.
  releases = builtins.foldl' (
    found: name:
    found
    // builtins.listToAttrs (
      builtins.concatMap (
        version:
        let
          record = (own name).versions.${version};
        in
        if record ? rev then
          [
            {
              name = version;
              value = record;
            }
          ]
        else
          [ ]
      ) (builtins.attrNames ((own name).versions or { }))
    )
  ) { } names;
}
