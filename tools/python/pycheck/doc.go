// Package pycheck checks what Python projects ask for against the distributions of the Python set: names, versions, extras,
// and what the distributions themselves ask for.
package pycheck
