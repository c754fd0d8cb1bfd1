"""Spans of time as people write them in configuration."""

from datetime import timedelta

UNITS = frozenset({"microseconds", "milliseconds", "seconds", "minutes", "hours", "days", "weeks"})


def parse_span(text: str) -> timedelta:
    """Parse "hours=1;minutes=30"."""
    arguments = {}
    for part in str(text).split(";"):
        unit, equals, number = part.strip().partition("=")
        if not equals or unit not in UNITS:
            raise ValueError(f"{part!r} is not like seconds=30 (units: {', '.join(sorted(UNITS))}).")
        try:
            arguments[unit] = float(number)
        except ValueError:
            raise ValueError(f"{number!r} in {part!r} is not a number.") from None
    return timedelta(**arguments)
