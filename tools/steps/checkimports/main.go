// Command checkimports is the build step that checks a source's imports.
package main

import (
	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/commands/checkimports"
)

func main() { command.Main(checkimports.Command()) }
