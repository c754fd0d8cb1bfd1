"""Dramatiq broker on PostgreSQL, for Django."""
