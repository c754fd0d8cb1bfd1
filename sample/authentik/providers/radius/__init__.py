"""Logging in to networks."""
