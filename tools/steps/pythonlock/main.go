// Command pythonlock is the build step that reads the locks of Python distributions and fetches what they name.
package main

import (
	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/commands/pythonlock"
)

func main() { command.Main(pythonlock.Lock(), pythonlock.Fetch()) }
