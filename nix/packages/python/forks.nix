# Distributions that a lock takes from a git revision: arguments of ./distribution.nix by name.
#
# nix/releases/python.json declares each revision, and what a registry has in its place. A supplier that reaches package
# registries alone (fetchForks = false) takes that, and the distribution says so. Where that is not good enough, what the revision
# changes is patches/<name>-<revision>.patch. locked: the lock's distributions.
{
  locked,
  fetchForks,
  fetchGithub,
  pythonBuildPackages,
  supplier,
}:
let
  names = builtins.filter (name: locked.${name} ? git) (builtins.attrNames locked);
in
builtins.listToAttrs (
  map (
    pname:
    let
      inherit (locked.${pname}) git;
      short = builtins.substring 0 12 git.rev;
      place = "${git.owner}/${git.repo} at ${short}";
      patch = ./patches + "/${pname}-${short}.patch";
      patched = builtins.pathExists patch;
    in
    {
      name = pname;
      value =
        if fetchForks && git ? hash then
          {
            inherit (git) version;
            file = "${pname}-${git.version}";
            wheel = "${pname}-${git.version}-py3-none-any.whl";
            src = fetchGithub {
              name = "${pname}-source";
              inherit (git)
                owner
                repo
                rev
                hash
                ;
            };
            sha256 = null;
            standsFor = locked.${pname}.version;
            buildRequires = [ pythonBuildPackages.setuptools ];
            note = "the revision ${place}";
          }
        else
          {
            patches = if patched then [ patch ] else [ ];
            note =
              "the lock asks for ${place}, version ${git.version}; "
              + (
                if fetchForks then
                  "its hash is not pinned, so it is the registry's version"
                else
                  "the supplier ${supplier} reaches package registries alone, so it is the registry's version"
              )
              + (if patched then ", patched to do what that revision does" else "");
          };
    }
  ) names
)
