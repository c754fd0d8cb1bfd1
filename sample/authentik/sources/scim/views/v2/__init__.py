"""Version 2 of the protocol."""
