"""XML from strangers."""

from pathlib import Path
from unittest import TestCase

from authentik.lib.xml import InvalidXML, parse

NAMESPACE = "https://goauthentik.io/sample/metadata"
SCHEMA = Path("schemas/authentik-metadata.xsd")


class TestXML(TestCase):
    def test_valid(self):
        document = f'<metadata xmlns="{NAMESPACE}"><entity>urn:a</entity><endpoint>urn:b</endpoint></metadata>'
        root = parse(document.encode(), SCHEMA)
        self.assertEqual(root.find(f"{{{NAMESPACE}}}entity").text, "urn:a")

    def test_refused(self):
        bomb = b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
        for document, why in (
            (b"<a", "cannot be parsed"),
            (bomb, "cannot be parsed"),
            (f'<metadata xmlns="{NAMESPACE}"/>'.encode(), "not valid in line 1"),
        ):
            with self.assertRaisesRegex(InvalidXML, why):
                parse(document, SCHEMA)
