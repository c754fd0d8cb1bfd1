# What a builder of Nix sees: `build` must see nothing of the user's, `download` the clients' configuration and what the user
# named for downloads beside that. Each is built anew at every call.
{
  # The user's home, which no builder may see.
  home,
}:
let
  run = import ../../nix/suppliers/registry/run.nix {
    system = builtins.currentSystem;
    shell = "/bin/bash";
    path = "/usr/bin:/bin";
    identity = null;
  };
  fetch = import ../../nix/suppliers/registry/fetch.nix { inherit run; };
  time = toString builtins.currentTime;
  probe = {
    inherit home;
    script = ./see-nix.sh;
    folders = builtins.getEnv "AKB_DOWNLOAD_FOLDERS";
  };
in
{
  build = run (probe // { name = "build-${time}"; kind = "build"; });
  download = fetch (
    probe
    // {
      name = "download-${time}";
      kind = "download";
      sha256 = builtins.hashString "sha256" "seen\n";
    }
  );
}
