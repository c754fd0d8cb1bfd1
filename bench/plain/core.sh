# Builds the wheels of the source's own projects and installs them, with the folders that the core reads.
# shellcheck shell=bash
cp -r "$src" tree
chmod -R u+w tree
interpreter=$python/bin/python$pythonVersion
mkdir built
for project in tree/packages/*/pyproject.toml tree/pyproject.toml; do
	(cd "$(dirname "$project")" && PYTHONPATH=$buildBackend/site "$interpreter" -c 'import sys, hatchling.build; hatchling.build.build_wheel(sys.argv[1])' "$NIX_BUILD_TOP/built")
done
export UV_CACHE_DIR=$NIX_BUILD_TOP/uv UV_OFFLINE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never
"$uv/bin/uv" pip install --python "$interpreter" --target "$out/site" --no-index --no-deps --compile-bytecode built/*.whl
cp -r tree/{lifecycle,blueprints,locale,schemas,manage.py} "$out"
