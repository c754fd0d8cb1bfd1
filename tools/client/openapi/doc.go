// Package openapi reads and checks an OpenAPI document before the generator sees it, so that what is wrong is said with file,
// line and fact, and so that the generator gets every value as it is written.
//
// It reads YAML 1.2, of which readers of YAML 1.1 such as the generator's make something else, and hands on JSON. It checks
// what the generator was seen to trip over, or to make a wrong client of, not the whole standard: the version, references
// that lead nowhere, to another kind of thing or back to themselves, and scalars that have no single meaning.
package openapi
