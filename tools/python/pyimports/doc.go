// Package pyimports finds imports of a Python source that nothing of its set provides: neither a distribution, nor the source
// itself, nor the standard library of its interpreter.
package pyimports
