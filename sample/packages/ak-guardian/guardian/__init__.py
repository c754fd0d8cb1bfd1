"""Object permissions for Django."""

__version__ = "3.2.0"
