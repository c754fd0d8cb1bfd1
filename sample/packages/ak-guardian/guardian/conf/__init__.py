"""Settings of guardian."""
