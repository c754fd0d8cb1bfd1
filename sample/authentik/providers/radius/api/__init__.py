"""What an outpost asks for."""
