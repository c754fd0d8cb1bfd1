"""Stage: login."""
