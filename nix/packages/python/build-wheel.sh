# Builds the wheel $name from the source archive $src with its own build backend, offline and without isolation.
# shellcheck shell=bash
mkdir tree backend
if [[ -d $src ]]; then cp -r "$src/." tree/ && chmod -R u+w tree; else tar xf "$src" --strip-components=1 -C tree; fi
for wheel in $buildRequires; do unzip -q "$wheel" -d backend; done
cd tree
for patch in $patches; do patch --batch --quiet -p1 <"$patch"; done
printf '[build_ext]\nparallel = 2\n' >"$HOME/.pydistutils.cfg"
# The place of the build is no part of the result; debugging information would be, and doubles the time.
export CFLAGS="-g0 -O2 -ffile-prefix-map=$NIX_BUILD_TOP=." LDFLAGS=-Wl,-s
export PYTHONPATH=$NIX_BUILD_TOP/backend PYTHONHASHSEED=0 PYTHONDONTWRITEBYTECODE=1
# -S: nothing of the engine's own Python packages.
"python$pythonVersion" -S "$builder_py" "$NIX_BUILD_TOP/wheels" >build.log 2>&1 ||
	{ tail -n 40 build.log >&2; echo "the build backend of $name failed (above)" >&2; exit 1; }
made=("$NIX_BUILD_TOP"/wheels/*)
[[ ${made[0]##*/} == "$name" ]] ||
	{ echo "the source archive gave the wheel ${made[0]##*/}, not $name: name it as \`wheel\` of the distribution" >&2; exit 1; }
cp "${made[0]}" "$out"
