"""Answers questions about versions, specifiers, requirements and markers: JSON on standard input, a file of JSON out."""

import json
import sys

sys.path.insert(0, sys.argv[1])

from packaging.markers import InvalidMarker, Marker, UndefinedComparison, UndefinedEnvironmentName  # noqa: E402
from packaging.requirements import InvalidRequirement, Requirement  # noqa: E402
from packaging.specifiers import InvalidSpecifier, SpecifierSet  # noqa: E402
from packaging.utils import canonicalize_name  # noqa: E402
from packaging.version import InvalidVersion, Version  # noqa: E402


def order(a, b):
    a, b = Version(a), Version(b)
    return str((a > b) - (a < b))


def contains(specifier, version):
    return str(SpecifierSet(specifier).contains(version, prereleases=True)).lower()


def evaluate(marker, environment, extras):
    return str(Marker(marker).evaluate({**environment, "extra": set(extras)})).lower()


def requirement(text):
    r = Requirement(text)
    extras = sorted({canonicalize_name(extra) for extra in r.extras})
    answer = (canonicalize_name(r.name), extras, len(list(r.specifier)), r.url or "", str(r.marker or ""))
    return " ".join(json.dumps(part, ensure_ascii=False, separators=(",", ":")) for part in answer)


ASK = {
    "contains": contains,
    "evaluate": evaluate,
    "name": canonicalize_name,
    "order": order,
    "requirement": requirement,
    "version": lambda text: str(Version(text)),
}

REFUSED = (
    InvalidMarker,
    InvalidRequirement,
    InvalidSpecifier,
    InvalidVersion,
    UndefinedComparison,
    UndefinedEnvironmentName,
)

answers = []
for question in json.load(sys.stdin):
    try:
        answers.append(ASK[question[0]](*question[1:]))
    except REFUSED:
        answers.append("error")
with open(sys.argv[2], "w", encoding="utf-8") as out:
    json.dump(answers, out)
