"""Calls a build backend. Arguments: a file with the job, a file for what came of it; both JSON."""

import importlib
import json
import sys


class Refused(Exception):
    """What the caller says to the user."""


def load(job):
    """Import the backend: a module, and perhaps an attribute of it."""
    name, _, attribute = job["backend"].partition(":")
    try:
        backend = importlib.import_module(name)
    except ModuleNotFoundError as exc:
        if exc.name and (name == exc.name or name.startswith(exc.name + ".")):
            raise Refused({"kind": "no-backend", "have": available()}) from exc
        raise
    for part in filter(None, attribute.split(".")):
        backend = getattr(backend, part)
    return backend


def available():
    """Name the distributions of the environment."""
    from importlib.metadata import distributions

    return sorted({d.metadata["Name"] for d in distributions()})


def check(requirements):
    """Refuse what the environment does not have, or has in another version."""
    from importlib.metadata import PackageNotFoundError, version

    from packaging.requirements import Requirement

    for text in requirements:
        wanted = Requirement(text)
        if wanted.marker and not wanted.marker.evaluate({"extra": ""}):
            continue
        try:
            found = version(wanted.name)
        except PackageNotFoundError as exc:
            raise Refused({"kind": "not-there", "wanted": text, "have": available()}) from exc
        if not wanted.specifier.contains(found, prereleases=True):
            raise Refused({"kind": "other-version", "wanted": text, "found": found})


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        job = json.load(file)
    sys.path[:0] = job["backend_path"] + job["environment"]
    try:
        backend = load(job)
        check(job["requires"])
        if hasattr(backend, "get_requires_for_build_wheel"):
            check(backend.get_requires_for_build_wheel({}))
        result = {"kind": "built", "wheel": backend.build_wheel(job["out"], {}, None)}
    except Refused as exc:
        (result,) = exc.args
    except SystemExit as exc:
        result = {"kind": "failed", "reason": f"it ended with status {exc.code}"}
    except Exception as exc:
        result = {"kind": "failed", "reason": f"{type(exc).__name__}: {exc}"}
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        json.dump(result, file)


main()
