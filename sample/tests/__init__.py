"""Tests of the whole tree: they start what a user would start. tree.py says how to tell them which tree."""
