// Package httpcache runs a remote cache for Bazel over HTTP: nginx with WebDAV's PUT, which stores what Bazel sends below two
// folders, ac/ (what came of an action) and cas/ (files), each by its hash. A file is there whole or not at all.
package httpcache
