# The Python environment of a source tree: what its lock pins, with what stands for revisions and files that the supplier
# cannot have, and what must be built.
#
# lock    what akbuild python-lock makes: { python, distributions, groups }
# group   a dependency group: what it has beside the environment. null: the environment itself
{
  call,
  pythonDeviations,
  pythonBuildPackages,
  lock,
  group ? null,
}:
let
  locked = if group == null then lock.distributions else lock.groups.${group};
  fromSource = import ./from-source.nix { inherit pythonBuildPackages; };
  forks = removeAttrs (call ./forks.nix { inherit locked; }) [ "override" ];
  distribution =
    pname: entry:
    let
      deviation = entry.deviation or null;
      deviates = deviation != null && builtins.elem pname pythonDeviations;
    in
    {
      inherit (entry) version requires;
    }
    // (
      if deviates then
        {
          inherit (deviation) version file sha256;
          standsFor = entry.version;
          note = "in place of ${entry.version}, which is locked and no longer to be had: ${deviation.reason}";
        }
      else
        { inherit (entry) file sha256; }
    )
    // fromSource pname entry.version
    // forks.${pname} or { };
in
call ./scope.nix { distributions = builtins.mapAttrs distribution locked; }
