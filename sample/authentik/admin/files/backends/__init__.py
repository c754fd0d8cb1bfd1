"""Where files can be."""
