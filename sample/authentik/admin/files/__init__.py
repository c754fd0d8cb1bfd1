"""Files that administrators upload and files that come with authentik."""
