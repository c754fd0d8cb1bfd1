"""What files are for."""

from enum import StrEnum


class FileUsage(StrEnum):
    """What a file is for; the name of its folder, too."""

    MEDIA = "media"
    REPORTS = "reports"


# What may be chosen where a file is uploaded.
MANAGED_USAGES = (FileUsage.MEDIA,)
