// Command mirror is the build step that takes the sources of releases from a mirror.
package main

import (
	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/commands/mirror"
)

func main() { command.Main(mirror.Command()) }
