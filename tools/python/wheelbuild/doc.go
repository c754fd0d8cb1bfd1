// Package wheelbuild builds the wheel of a Python source tree with the backend that its pyproject.toml names (PEP 517),
// offline, in an environment that holds the backend and nothing else, so that the same sources give the same bytes.
package wheelbuild
