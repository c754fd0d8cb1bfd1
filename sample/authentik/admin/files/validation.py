"""What a file may be called."""

import re
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MAX_LENGTH = 1024
ALLOWED = re.compile(r"^[A-Za-z0-9._/@%()-]+$")


def validate_name(name: str) -> str:
    """Refuse names that could lead out of their folder."""
    if not name or len(name) > MAX_LENGTH or not ALLOWED.match(name):
        raise ValidationError(
            _("A file's name may have letters, digits and . _ - / @ %% ( ), and at most %(max)d of them.")
            % {"max": MAX_LENGTH}
        )
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or str(path) != name:
        raise ValidationError(_("A file's name may not lead anywhere else."))
    return name
