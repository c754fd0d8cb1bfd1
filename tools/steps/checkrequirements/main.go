// Command checkrequirements is the build step that checks what Python projects ask for.
package main

import (
	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/commands/checkrequirements"
)

func main() { command.Main(checkrequirements.Command()) }
