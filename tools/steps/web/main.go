// Command web is the build step that builds the web UI.
package main

import (
	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/commands/web"
)

func main() { command.Main(web.Build(), web.Client(), web.Messages()) }
