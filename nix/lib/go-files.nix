# The files of this repository that a Go program is made of: those of the packages that it imports, and what they embed. An
# edit of anything else leaves the program what it is.
#
# root    the checkout
# module  the path of its Go module
# main    the folder of the program, below root
#
# The result has `files`, their paths below root, and `source`, a tree of them alone.
{
  root,
  module,
  main,
  name,
}:
let
  # What a file says by a text that a regular expression finds.
  found =
    expression: content:
    map builtins.head (builtins.filter builtins.isList (builtins.split expression content));
  goFiles =
    package:
    let
      entries = builtins.readDir (root + "/${package}");
    in
    builtins.filter (
      file:
      entries.${file} == "regular"
      && builtins.match ".*\\.go" file != null
      && builtins.match ".*_test\\.go" file == null
    ) (builtins.attrNames entries);
  read = package: map (file: builtins.readFile (root + "/${package}/${file}")) (goFiles package);
  # Imports stand before all that is declared.
  top = content: builtins.head (builtins.split "\n(const|func|type|var) " content);
  imports =
    package:
    builtins.concatMap (
      content:
      found "\"${builtins.replaceStrings [ "." ] [ "\\." ] module}/([^\"]+)\"" (top content)
    ) (read package);
  # The files of a pattern: a file, or all of a folder with an ending.
  embedded =
    package: pattern:
    let
      parts = builtins.match "(.+)/\\*(\\.[a-z]+)" pattern;
      folder = builtins.head parts;
      ending = builtins.elemAt parts 1;
      length = builtins.stringLength;
    in
    if parts == null then
      [ pattern ]
    else
      map (file: "${folder}/${file}") (
        builtins.filter (
          file: builtins.substring (length file - length ending) (length ending) file == ending
        ) (builtins.attrNames (builtins.readDir (root + "/${package}/${folder}")))
      );
  filesOf =
    package:
    map (file: "${package}/${file}") (
      goFiles package
      ++ builtins.concatMap (embedded package) (
        builtins.concatMap (found "//go:embed ([^\n]+)") (read package)
      )
    );
  packages = map (package: package.key) (
    builtins.genericClosure {
      startSet = [ { key = main; } ];
      operator = package: map (key: { inherit key; }) (imports package.key);
    }
  );
  files = builtins.concatMap filesOf packages;
  # A file's folders, itself included: a/b/c.go -> a, a/b, a/b/c.go.
  upwards =
    path:
    let
      parent = builtins.match "(.+)/[^/]+" path;
    in
    [ path ] ++ (if parent == null then [ ] else upwards (builtins.head parent));
  wanted = builtins.listToAttrs (
    map (name: {
      inherit name;
      value = true;
    }) (builtins.concatMap upwards files)
  );
  rootLength = builtins.stringLength (toString root) + 1;
in
{
  inherit files;
  source = builtins.path {
    path = root;
    name = "${name}-source";
    filter = path: _: wanted ? ${builtins.substring rootLength (builtins.stringLength path) path};
  };
}
