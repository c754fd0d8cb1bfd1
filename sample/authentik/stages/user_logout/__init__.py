"""Stage: logout."""
