// Package uvlock makes the set of Python distributions of a source tree out of the tree's own lock: the closure that its
// uv.lock has for CPython on 64-bit Linux, each distribution with its exact version, one file and that file's hash.
//
// A distribution that the lock takes from a git revision is in no registry: what stands for it there is declared, and so is
// what may be used in place of a file that a registry no longer has.
package uvlock
