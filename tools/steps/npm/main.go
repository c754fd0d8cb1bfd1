// Command npm is the build steps that fetch npm packages and make node_modules.
package main

import (
	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/commands/npm"
)

func main() { command.Main(npm.Fetch(), npm.NodeModules()) }
