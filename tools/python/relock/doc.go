// Package relock writes the uv.lock of a tree of ours with uv, and takes out of it where its files lie: a lock in this
// repository names versions, files and hashes, and no registry's address.
package relock
