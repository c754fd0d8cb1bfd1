# Makes the set of the lock of $tree.
# shellcheck shell=bash
"$akbuild/bin/akbuild" python-lock --tree "$tree" --group dev --python-version "$pythonVersion" --declared "$declared" --out "$out"
