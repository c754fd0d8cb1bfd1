"""Names of columns, from the names of attributes."""

# A dependency of a dependency, which nobody declares: authentik 2025.12 does the same.
from cachetools import LRUCache, cached


@cached(LRUCache(maxsize=128))
def column(attribute: str) -> str:
    """Return it, each name made once."""
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in attribute)
