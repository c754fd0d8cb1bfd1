# `ak check`, Django's look at the installed project: every app loads, every setting is understood. The paths that were
# substituted lead into the tree.
{ run, django }:
run {
  name = "${django.name}-test-check";
  inherit django;
  script = ./check.sh;
}
