# A NixOS module: runs an authentik that was built here, server and worker, as nix/systemd/ has them for any machine.
#
#   imports = [ ./authentik-source-build/nix/module.nix ];
#   services.authentik = { enable = true; folder = "/srv/authentik"; environmentFile = "/etc/authentik/environment"; };
{ config, lib, ... }:
let
  cfg = config.services.authentik;
  names = [
    "authentik-server.service"
    "authentik-worker.service"
  ];
  unit = name: {
    inherit name;
    value = {
      text = builtins.replaceStrings [ "/srv/authentik" "/etc/authentik/environment" ] [ "${cfg.folder}" "${cfg.environmentFile}" ] (
        builtins.readFile (./systemd + "/${name}")
      );
      wantedBy = [ "multi-user.target" ];
    };
  };
in
{
  options.services.authentik = {
    enable = lib.mkEnableOption "authentik, its server and its worker";
    folder = lib.mkOption {
      type = lib.types.path;
      default = "/srv/authentik";
      description = "The product: what //server:tarball unpacks to.";
    };
    environmentFile = lib.mkOption {
      type = lib.types.path;
      description = "A file with the settings, AUTHENTIK_POSTGRESQL__HOST and AUTHENTIK_SECRET_KEY among them, a NAME=value a line. It may hold secrets, and is not copied into the store.";
    };
  };

  config = lib.mkIf cfg.enable {
    systemd.units = builtins.listToAttrs (map unit names);
    users.users.authentik = {
      isSystemUser = true;
      group = "authentik";
      home = "/var/lib/authentik";
    };
    users.groups.authentik = { };
  };
}
