// Command wheel is the build step that builds wheels.
package main

import (
	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/commands/wheel"
)

func main() { command.Main(wheel.Command()) }
