"""Tests of authentik_tasks."""
