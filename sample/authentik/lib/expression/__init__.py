"""What administrators may compute."""
