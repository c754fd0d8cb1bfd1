# Wheels of a scope as one folder: wheels/*.whl, and distributions.json, which says what each is.
#
# scope   the distributions
# roots   names whose closure is taken; null takes all
# beside  a scope that the environment has already; what only it has is required from there
{
  run,
  scope,
  name,
  roots ? null,
  beside ? { },
}:
let
  known = builtins.filter (attribute: scope.${attribute}.isDistribution or false) (
    builtins.attrNames scope
  );
  requiredBy =
    parent: child:
    scope.${child} or beside.${child} or (throw "the Python set has no distribution ${child}, which ${parent} asks for: add it, docs/python.md says how");
  closure =
    if roots == null then
      map (attribute: scope.${attribute}) known
    else
      map (item: scope.${item.key}) (
        builtins.genericClosure {
          startSet = map (key: { inherit key; }) roots;
          operator = item: map (key: { inherit key; }) scope.${item.key}.requires;
        }
      );
  # Every requirement is looked up, so that a missing one is an error here and not an ImportError later.
  checked = map (
    distribution:
    builtins.foldl' (result: child: builtins.seq (requiredBy distribution.pname child).pname result) distribution distribution.requires
  ) closure;
  sorted = builtins.sort (one: other: one.pname < other.pname) checked;
in
run {
  inherit name;
  wheels = sorted;
  names = map (distribution: distribution.wheel) sorted;
  distributions = builtins.toJSON (
    map (distribution: {
      name = distribution.pname;
      inherit (distribution)
        version
        wheel
        requires
        source
        note
        standsFor
        sha256
        ;
    }) sorted
  );
  passAsFile = [ "distributions" ];
  script = ./wheels.sh;
  passthru = {
    distributions = sorted;
    # What is built from an archive.
    fromSource = builtins.filter (distribution: builtins.match ".*\\.whl" distribution.file == null) sorted;
    # What registries have of it, for `akbuild python-fetch`.
    fetches = map (distribution: {
      name = distribution.pname;
      inherit (distribution) version file sha256;
      path = toString distribution.src;
    }) (builtins.filter (distribution: distribution.sha256 != null && distribution.src.outputHash or null == distribution.sha256) sorted);
    notes = map (distribution: "${distribution.pname} ${distribution.version}: ${distribution.note}") (
      builtins.filter (distribution: distribution.note != null) sorted
    );
  };
  meta.description = "Python wheels with their list";
}
