"""Stages, one a folder."""
