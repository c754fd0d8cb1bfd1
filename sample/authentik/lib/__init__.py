"""What every part of authentik uses."""
