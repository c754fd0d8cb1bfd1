// Command image is the build step that writes images.
package main

import (
	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/commands/image"
)

func main() { command.Main(image.Command()) }
