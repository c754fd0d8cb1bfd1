# The releases whose source is pinned: the names of the <version>.json files here.
builtins.concatMap (
  name:
  let
    match = builtins.match "([0-9.]+)\\.json" name;
  in
  if match == null then [ ] else match
) (builtins.attrNames (builtins.readDir ./.))
