// Package pytree makes the parts of an installed tree that belong to all of it: an interpreter that knows the tree's
// sites wherever the tree lies, and the programs that start it.
package pytree
