"""Database backend: Django's, with metrics, and with credentials that may change while we run."""
