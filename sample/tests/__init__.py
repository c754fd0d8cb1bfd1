"""Tests of the whole tree: they start what a user would start. See README.md."""
