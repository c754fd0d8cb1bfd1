// Package pysite installs wheels into one folder that can be put on Python's path, as PEP 427 says and without running
// anything of theirs: checked against their RECORDs, byte code compiled, programs made relocatable. Two wheels with the
// same file are an error, never a matter of order.
package pysite
