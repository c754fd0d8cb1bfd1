"""Stage: identification."""
