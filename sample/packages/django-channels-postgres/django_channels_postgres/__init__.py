"""Channel layer on PostgreSQL."""
