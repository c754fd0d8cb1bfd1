// Package pycompile compiles Python files to byte code whose bytes depend on the files alone.
//
// The byte code of a file is written with a hash of its source that nobody checks (an "unchecked-hash pyc"): there is no time
// in it. What else could get in is the state of the compiling process, since marshal writes an object that others refer
// to in another way than one that is used once. So a group of files is always compiled by a fresh process, in the same
// order, and groups do not know of each other.
package pycompile
