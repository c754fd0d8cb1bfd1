"""Applications behind our proxy."""
