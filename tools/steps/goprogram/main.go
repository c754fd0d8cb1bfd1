// Command goprogram is the build step that builds a program with the go command.
package main

import (
	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/commands/goprogram"
)

func main() { command.Main(goprogram.Command()) }
