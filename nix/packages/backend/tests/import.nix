# The installed tree's own interpreter imports authentik and what it stands on, with nothing else on its path.
{ run, django }:
run {
  name = "${django.name}-test-import";
  inherit django;
  script = ./import.sh;
}
