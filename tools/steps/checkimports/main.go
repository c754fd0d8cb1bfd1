// Command checkimports is the build step that checks a source's imports.
package main

import (
	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/commands/checkimports"
	"github.com/spf13/cobra"
)

func main() {
	command.Remembering(func() []*cobra.Command { return []*cobra.Command{checkimports.Command()} }).Main()
}
