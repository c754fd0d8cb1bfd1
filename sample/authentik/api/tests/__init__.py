"""Tests of authentik_api."""
