// Package generator runs openapi-generator's command line tool the same way on every machine: offline, with a pinned
// locale, encoding and time zone, in an environment of its own.
package generator
