"""Views of flows."""
