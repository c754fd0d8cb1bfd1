"""Administration and files."""
