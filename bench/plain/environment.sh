# Installs the third-party distributions.
# shellcheck shell=bash
export UV_CACHE_DIR=$NIX_BUILD_TOP/uv UV_OFFLINE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never
"$uv/bin/uv" pip install --python "$python/bin/python$pythonVersion" --target "$out/site" --no-index --no-deps --compile-bytecode "$wheels"/wheels/*.whl
