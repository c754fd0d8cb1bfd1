"""Tests of authentik_brands."""
