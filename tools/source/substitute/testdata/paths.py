"""Runs the substituted files of the installed tree that the argument names, and prints the paths that they arrive at.

What the files import is not there: a finder answers with objects that take everything.
"""

import importlib.abc
import importlib.machinery
import re
import sys
from pathlib import Path
from unittest.mock import MagicMock

TREE = Path(sys.argv[1])
SITE = TREE / "site/in-tree"


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds what is not in the tree."""

    def find_spec(self, fullname, path=None, target=None):
        file = SITE.joinpath(*fullname.split("."))
        top = fullname.split(".")[0]
        if top not in sys.stdlib_module_names and not file.exists() and not file.with_suffix(".py").exists():
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec):
        module = MagicMock(name=spec.name)
        module.__path__ = []
        # A number, a no, something to inherit from, and something to catch.
        module.CONFIG.get_seconds.return_value = 1
        module.CONFIG.get_bool.return_value = False
        module.EmailMultiAlternatives = object
        module.TemplateDoesNotExist = Exception
        module.Backend = object
        return module

    def exec_module(self, module):
        pass


sys.meta_path.insert(0, Finder())
sys.path.insert(0, str(SITE))

from authentik.root import settings  # noqa: E402

print(settings.BASE_DIR)
print(settings.STATICFILES_DIRS[0])
print(settings.LOCALE_PATHS[0])

from authentik.admin.files.backends import static  # noqa: E402

print(static.STATIC_ASSETS_BASE_DIR)
print(static.STATIC_ASSETS_SOURCES_DIR)

from authentik.stages.email import utils  # noqa: E402

icons = [TREE / folder / "icon_left_brand.png" for folder in ("web/icons", "web/dist/assets/icons")]
for icon in icons:
    icon.parent.mkdir(parents=True)
    icon.write_text(str(icon.relative_to(TREE).parent))
for icon in icons:
    utils.logo_data.cache_clear()
    print(utils.logo_data().get_payload(decode=True).decode())
    icon.unlink()

for key in ("blueprints_dir", "    path"):
    print(re.search(f"^{key}: (.*)$", (SITE / "authentik/lib/default.yml").read_text(), re.MULTILINE)[1])
