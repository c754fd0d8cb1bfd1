"""Management of object permissions."""
