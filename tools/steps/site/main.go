// Command site is the build step that installs wheels.
package main

import (
	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/commands/site"
	"github.com/spf13/cobra"
)

func main() {
	command.Remembering(func() []*cobra.Command { return []*cobra.Command{site.Command()} }).Main()
}
