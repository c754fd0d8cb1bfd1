"""XML from strangers."""

from pathlib import Path

from defusedxml.lxml import fromstring
from lxml import etree


class InvalidXML(ValueError):
    """The document is not what it has to be."""


def parse(document: bytes, schema: Path) -> etree._Element:
    """Parse a document and check it against a schema. Entities and the like are refused."""
    try:
        root = fromstring(document)
    except (etree.XMLSyntaxError, ValueError) as exc:
        raise InvalidXML(f"This cannot be parsed: {exc}") from exc
    checker = etree.XMLSchema(etree.parse(str(schema)))
    if not checker.validate(root):
        error = checker.error_log.last_error
        raise InvalidXML(f"This is not valid in line {error.line}: {error.message}")
    return root
