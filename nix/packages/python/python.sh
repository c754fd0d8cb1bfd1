# Copies Python $pythonVersion out of the engine:
#   bin/python3.13        launcher
#   libexec/python3.13    the interpreter
#   lib/python3.13/       standard library, byte-code compiled; site-packages/ is empty
#   lib/runtime/          shared libraries and the loader
# shellcheck shell=bash
name=python$pythonVersion
stdlib=$out/lib/$name
mkdir -p "$out/bin" "$out/libexec" "$out/lib/runtime"
cp "/usr/bin/$name" "$out/libexec/"
cp -r "/usr/lib/$name" "$out/lib/"
chmod -R u+w "$out/lib"
cd "$stdlib"
find . -name __pycache__ -prune -exec rm -rf {} +
# No test suites, no GUI, nothing to link against; what makes it a part of a distribution goes too.
rm -rf test idlelib tkinter turtledemo ensurepip config-* turtle.py
rm -f EXTERNALLY-MANAGED sitecustomize.py _distutils_system_mod.py
find . -type l -name '_sysconfigdata*' -delete
# Debian's site module, frozen into the interpreter, looks into dist-packages alone.
mkdir site-packages dist-packages
echo "import os, site; site.addsitedir(os.path.join(os.path.dirname(os.__file__), 'site-packages'))" >dist-packages/site-packages.pth

# replace FILE COUNT FIND REPLACEMENT: undoes what Debian changes; an engine that reads otherwise must not pass silently.
replace() {
	local found
	found=$(grep -oF -- "$3" "$1" | wc -l)
	((found == $2)) || { echo "$1 of the engine's $name has $3 $found times, not $2: nix/packages/python/python.sh must follow" >&2; exit 1; }
	sed -i "s|$3|$4|g" "$1"
}
replace sysconfig/__init__.py 1 "prefix_scheme = 'posix_local'" "prefix_scheme = 'posix_prefix'"

# What a program loads, and what that loads.
needs() {
	ldd "$@" 2>/dev/null | sed -n 's/^.* => \(\/[^ ]*\) .*$/\1/p; s/^\t\(\/[^ ]*\) .*$/\1/p'
}
places=/usr/lib/x86_64-linux-gnu
extra=()
for library in $libraries; do
	[[ -e $places/$library ]] || { echo "the engine has no $library, which nix/packages/python/python.nix names" >&2; exit 1; }
	extra+=("$places/$library")
done
{
	needs "$out/libexec/$name" lib-dynload/*.so "${extra[@]}"
	printf '%s\n' "${extra[@]}"
} | sort -u | while read -r library; do
	install -m 0755 "$(readlink -f "$library")" "$out/lib/runtime/${library##*/}"
done

sed "s/@PYTHON@/$name/" "$launcher" >"$out/bin/$name"
chmod 0755 "$out/bin/$name"
ln -s "$name" "$out/bin/python3"
ln -s "$name" "$out/bin/python"

# Byte code that is valid by the hash of its source, unchecked at run time, and names no place.
cd "$out"
PYTHONHASHSEED=0 "bin/$name" -I -B -m compileall -q -j 1 --invalidation-mode unchecked-hash "lib/$name" ||
	{ echo "the standard library of $name does not compile" >&2; exit 1; }
"bin/$name" -I -B -c 'import ssl, sqlite3, zlib, lzma, bz2, ctypes, readline, curses, uuid, hashlib'
