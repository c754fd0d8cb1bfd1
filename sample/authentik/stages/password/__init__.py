"""Stage: password."""
