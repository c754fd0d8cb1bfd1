"""Users that another system provisions."""
