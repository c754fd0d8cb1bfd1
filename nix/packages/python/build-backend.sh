# Unpacks $wheels into $out/site, byte-code compiled, and keeps their list.
# shellcheck shell=bash
mkdir -p "$out/site"
for wheel in "$wheels"/wheels/*.whl; do unzip -q "$wheel" -d "$out/site"; done
cp "$wheels/distributions.json" "$out/"
cd "$out"
PYTHONHASHSEED=0 "$python/bin/python$pythonVersion" -I -m compileall -q -j 1 --invalidation-mode unchecked-hash site
PYTHONPATH=$out/site PYTHONDONTWRITEBYTECODE=1 "$python/bin/python$pythonVersion" -c 'import hatchling.build'
