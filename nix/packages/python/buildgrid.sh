# Unpacks $wheels into $out/site, byte-code compiled, beside a program that starts it with the interpreter.
# shellcheck shell=bash
mkdir -p "$out/site" "$out/bin"
for wheel in "$wheels"/wheels/*.whl; do unzip -q -o "$wheel" -d "$out/site"; done
cd "$out"
PYTHONHASHSEED=0 "$python/bin/python$pythonVersion" -I -m compileall -q -j 1 --invalidation-mode unchecked-hash site
cat >bin/bgd <<-PROGRAM
	#!$python/bin/python$pythonVersion -sP
	import sys

	sys.path.insert(0, "$out/site")
	sys.argv[0] = "bgd"

	from buildgrid.server.app.cli import cli

	cli()
PROGRAM
chmod +x bin/bgd
bin/bgd --help >help
rm help
