# Makes the set of the lock of $tree.
# shellcheck shell=bash
"$step/bin/pythonlock" python-lock --tree "$tree" --group dev --python-version "$pythonVersion" --declared "$declared" --out "$out"
