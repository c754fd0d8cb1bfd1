"""Tests of authentik_core."""
