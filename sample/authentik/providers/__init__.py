"""What applications log their users in with, one protocol a folder."""
