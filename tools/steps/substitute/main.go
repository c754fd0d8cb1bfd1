// Command substitute is the build step that replaces texts of a source.
package main

import (
	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/commands/substitute"
)

func main() { command.Main(substitute.Command()) }
