// Command schemapart is the build step that cuts operations out of a schema.
package main

import (
	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/commands/schemapart"
)

func main() { command.Main(schemapart.Command()) }
