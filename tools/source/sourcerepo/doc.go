// Package sourcerepo lays the Go side of a source tree out as a Bazel repository: its files as links, its third-party
// modules copied to vendor/, and BUILD files made by gazelle. No BUILD file is looked for in the source, so an upstream release and a
// sample are the same to it.
package sourcerepo
