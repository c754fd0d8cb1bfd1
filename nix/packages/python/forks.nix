# Distributions for which a release line wants a fork or an unreleased revision: arguments of ./distribution.nix by name.
#
# nix/releases/python.json says per line which, and whether ("use"). A supplier that reaches package registries alone
# (fetchForks = false) keeps the registry's version, and the distribution says so. locked: the lock's distributions.
{
  forks,
  locked,
  fetchForks,
  fetchGithub,
  pythonBuildPackages,
  supplier,
}:
let
  wanted = builtins.listToAttrs (
    map (name: {
      inherit name;
      value = forks.${name};
    }) (builtins.filter (name: forks.${name}.use) (builtins.attrNames forks))
  );
in
builtins.mapAttrs (
  pname: fork:
  let
    place = "${fork.owner}/${fork.repo} at ${builtins.substring 0 12 fork.rev}";
  in
  if fetchForks && fork.hash != null then
    {
      inherit (fork) version;
      file = "${pname}-${fork.version}";
      wheel = "${pname}-${fork.version}-py3-none-any.whl";
      src = fetchGithub {
        name = "${pname}-source";
        inherit (fork)
          owner
          repo
          rev
          hash
          ;
      };
      sha256 = null;
      standsFor = locked.${pname}.version;
      buildRequires = [ pythonBuildPackages.setuptools ];
      note = "the fork ${place}";
    }
  else
    {
      note =
        "this release line asks for ${place}, version ${fork.version}; "
        + (
          if fetchForks then
            "its hash is not pinned, so it is the registry's version"
          else
            "the supplier ${supplier} reaches package registries alone, so it is the registry's version"
        );
    }
) wanted
