"""build-wheel.py OUT: builds the wheel of the source tree in the current folder into OUT, as PEP 517 says."""

import importlib
import os
import sys
import tomllib

build_system = {}
if os.path.exists("pyproject.toml"):
    with open("pyproject.toml", "rb") as file:
        build_system = tomllib.load(file).get("build-system", {})
sys.path[:0] = [os.path.abspath(path) for path in build_system.get("backend-path", [])] + [os.getcwd()]
backend = build_system.get("build-backend", "setuptools.build_meta:__legacy__")
module, _, attribute = backend.partition(":")
backend = importlib.import_module(module)
for part in filter(None, attribute.split(".")):
    backend = getattr(backend, part)
os.makedirs(sys.argv[1])
backend.build_wheel(sys.argv[1])
