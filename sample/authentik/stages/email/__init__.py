"""Stage: e-mail."""
