// Package wheel reads and writes wheels, the archives of Python distributions, as PEP 427 has them.
//
// A wheel is not trusted: nothing of it is handed out before its name is a path inside an installation and its bytes
// have the hash that the wheel's own RECORD says.
package wheel
