// Command source is the build step that lays Go source trees out for Bazel.
package main

import (
	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/commands/imports"
	"akbuild.internal/tools/commands/modules"
	"akbuild.internal/tools/commands/source"
	"akbuild.internal/tools/commands/sourceoutline"
)

func main() {
	command.Main(imports.Command(), modules.Command(), source.Command(), sourceoutline.Command())
}
