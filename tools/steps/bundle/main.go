// Command bundle is the build step that lays out the product.
package main

import (
	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/commands/bundle"
)

func main() { command.Main(bundle.Command()) }
