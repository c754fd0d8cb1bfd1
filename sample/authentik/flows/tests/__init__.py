"""Tests of authentik_flows."""
