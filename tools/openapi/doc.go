// Package openapi checks an OpenAPI document before the generator sees it, so that what is wrong is said with file, line
// and fact.
//
// It checks what authentik's builds were seen to trip over, not the whole standard: that the document is YAML (or JSON),
// that it is OpenAPI 3, and that every reference leads somewhere.
package openapi
