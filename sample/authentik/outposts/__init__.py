"""Outposts."""
