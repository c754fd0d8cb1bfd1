// Command site is the build step that installs wheels.
package main

import (
	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/commands/site"
)

func main() { command.Main(site.Command()) }
