"""Tests of outposts."""
