"""What happens between the start of a container and authentik itself."""
