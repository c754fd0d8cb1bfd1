// Package apidiff compares two releases of authentik's API by their OpenAPI documents, and says which of the changes
// touch operations that a source tree calls.
//
// The changes and their levels are those of the Go module oasdiff. Call sites come from packages gocalls and tscalls,
// which ask the type checkers of the two languages.
package apidiff
