"""Version 1 of blueprints."""
