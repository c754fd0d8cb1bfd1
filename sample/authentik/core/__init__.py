"""Users, groups and sessions."""
