// Package pytag decides whether a Python interpreter can use a wheel: by the tags in the wheel's name (PEP 425, PEP 600), and
// by what the interpreter says of itself.
package pytag
