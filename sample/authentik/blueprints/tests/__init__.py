"""Tests of authentik_blueprints."""
