"""API of users and groups."""
