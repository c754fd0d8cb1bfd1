// Command sbom is the build step that says what the product is made of.
package main

import (
	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/commands/sbom"
)

func main() { command.Main(sbom.Command()) }
