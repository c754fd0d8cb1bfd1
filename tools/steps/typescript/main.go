// Command typescript is the build step that packs the TypeScript client.
package main

import (
	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/commands/typescript"
)

func main() { command.Main(typescript.Command()) }
