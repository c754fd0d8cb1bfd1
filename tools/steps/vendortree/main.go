// Command vendortree is the build step that makes vendor trees.
package main

import (
	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/commands/vendortree"
)

func main() { command.Main(vendortree.Command()) }
