"""The interpreter that py_test runs is the package set's, with nothing of the machine's own."""

import os
import ssl
import sys
import sysconfig
import unittest


class Toolchain(unittest.TestCase):
    def test_version(self):
        self.assertEqual(sys.version_info[:2], (3, 13))

    def test_standard_library_is_the_sets(self):
        for module in (os, ssl, unittest):
            self.assertTrue(module.__file__.startswith(sys.prefix + os.sep), (module.__file__, sys.prefix))
        self.assertIn("python", os.path.basename(sys.prefix))
        self.assertNotEqual(os.path.realpath(sys.prefix), "/usr")

    def test_nothing_of_the_machine_is_on_the_path(self):
        self.assertEqual([path for path in sys.path if path.startswith("/usr")], [])

    def test_packages_are_installed_where_upstreams_python_has_them(self):
        self.assertTrue(sysconfig.get_path("purelib").endswith("/lib/python3.13/site-packages"))


if __name__ == "__main__":
    unittest.main()
