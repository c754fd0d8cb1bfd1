// Package uvproject reads what the table [tool.uv] of a pyproject.toml says: where distributions come from instead of a
// registry, and which folders are members of a workspace.
package uvproject
