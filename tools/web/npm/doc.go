// Package npm makes node_modules from a package-lock.json without npm's installer: which packages of the lock a build
// reaches, their tarballs, and npm's hoisted layout as one archive. Nothing of a package runs while it is installed.
package npm
