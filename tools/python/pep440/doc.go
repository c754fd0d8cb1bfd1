// Package pep440 reads and compares versions of Python distributions, and decides which versions a specifier takes. It gives
// the answers of Python's library packaging, which a sweep over generated pairs compares; the ready Go libraries gave others.
package pep440
