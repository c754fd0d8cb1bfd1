// Command checksource is the build step that compares a source with its contract.
package main

import (
	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/commands/checksource"
)

func main() { command.Main(checksource.Command()) }
