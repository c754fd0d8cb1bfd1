// Package sourcerepo lays a Go source tree out as a Bazel repository: the tree's files as links, its third-party modules
// as vendor/, and BUILD files made by gazelle. No BUILD file is looked for in the source, so an upstream release and a
// sample are the same to it.
package sourcerepo
