// Command npm is the build step that makes node_modules.
package main

import (
	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/commands/npm"
)

func main() { command.Main(npm.NodeModules()) }
