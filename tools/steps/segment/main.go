// Command segment is the build step that packs what is shipped.
package main

import (
	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/commands/segment"
)

func main() { command.Main(segment.Command(), segment.Join()) }
