# Downloads the file $name, a wheel or a source archive, of the Python distribution $pname $version, whose hash is $outputHash.
# One download is one start of pip: what it would spend on looking at the machine is left out (akbuild python-fetch
# fetches many with one).
# shellcheck shell=bash
printf '%s==%s --hash=sha256:%s\n' "$pname" "$version" "$outputHash" >requirement.txt
arguments=(--quiet --disable-pip-version-check --no-cache-dir --no-input --no-deps --require-hashes --dest download --requirement requirement.txt)
if [[ $name == *.whl ]]; then
	# The environment that the wheel is for is in its name: name-version[-build]-python-abi-platform.whl
	IFS=- read -ra parts <<<"${name%.whl}"
	arguments+=(--only-binary :all: --python-version "$pythonVersion" --implementation cp)
	[[ ${parts[-2]} == none ]] || arguments+=(--abi "${parts[-2]}")
	[[ ${parts[-1]} == any ]] || arguments+=(--platform "${parts[-1]%%.*}")
else
	# pip asks a source archive's build backend for its metadata. Nothing of the archive is to run where there is a network,
	# so a stand-in answers.
	mkdir -p stand-in/setuptools
	: >stand-in/setuptools/__init__.py
	cp "$standIn" stand-in/setuptools/build_meta.py
	export PYTHONPATH=$PWD/stand-in
	arguments+=(--no-binary :all: --no-build-isolation)
fi
pip=$(command -v pip)
# An empty PATH: pip asks every compiler it finds for its version, to tell the registry.
PATH=/nonexistent "$pip" download "${arguments[@]}" ||
	{ echo "the Python index that pip is configured for did not give $pname $version as its pin has it (above); ./bazelw doctor tests the way to it, and docs/python.md says what to do about a file that it no longer has" >&2; exit 1; }
[[ -e download/$name ]] || { echo "pip chose $(ls download) for $pname $version, the pin says $name" >&2; exit 1; }
mv "download/$name" "$out"
