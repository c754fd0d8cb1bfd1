# Downloads the wheel $name of $requirement (name==version).
# shellcheck shell=bash
pip download --quiet --disable-pip-version-check --no-cache-dir --no-deps --only-binary :all: --dest download "$requirement" ||
	{ echo "the Python index that pip is configured for did not give $requirement; ./bazelw doctor tests the way to it" >&2; exit 1; }
[[ -e download/$name ]] || { echo "pip chose $(ls download) for $requirement, the pin says $name" >&2; exit 1; }
cp "download/$name" "$out"
