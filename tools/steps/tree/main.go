// Command tree is the build step that makes the interpreter and the programs of the installed tree.
package main

import (
	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/commands/tree"
)

func main() { command.Main(tree.Home(), tree.Programs()) }
