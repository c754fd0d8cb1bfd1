"""Django cache in a table of PostgreSQL."""
