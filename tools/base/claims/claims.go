// Package claims says whose each path of a tree is, while the tree is planned: two things that want one path, or one a
// folder where another has a file, are found before anything is written.
package claims

import (
	"path"
)

// Claims are paths and their owners. The zero value has none.
type Claims struct {
	owners, folders map[string]string
}

// Owner is the owner of a path; empty for none.
func (c *Claims) Owner(name string) string { return c.owners[name] }

// Blocking is a path that another one cannot be beside: the same one of another owner, one that it would lie below, or one
// below it.
func (c *Claims) Blocking(name, owner string) (string, bool) {
	if other, taken := c.owners[name]; taken && other != owner {
		return name, true
	}
	if below, is := c.folders[name]; is {
		return below, true
	}
	for folder := path.Dir(name); folder != "." && folder != "/"; folder = path.Dir(folder) {
		if _, is := c.owners[folder]; is {
			return folder, true
		}
	}
	return "", false
}

// Add gives a path to an owner, whoever had it.
func (c *Claims) Add(name, owner string) {
	if c.owners == nil {
		c.owners, c.folders = map[string]string{}, map[string]string{}
	}
	c.owners[name] = owner
	for folder := path.Dir(name); folder != "." && folder != "/" && c.folders[folder] == ""; folder = path.Dir(folder) {
		c.folders[folder] = name
	}
}

// Both is the one of two paths that would be a file and a folder: the one that the other lies below.
func Both(a, b string) string {
	if len(a) < len(b) {
		return a
	}
	return b
}
