// Package typescript is the command typescript-package of akbuild.
package typescript

import (
	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/client/tspackage"
	"github.com/spf13/cobra"
)

// Command is the command typescript-package.
func Command() *cobra.Command {
	var r tspackage.Request
	cmd := &cobra.Command{
		Use:   "typescript-package",
		Short: "Compile a generated TypeScript client to the npm package that a consumer installs",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			r.Errors = cmd.ErrOrStderr()
			return tspackage.Run(cmd.Context(), r)
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&r.Client, "client", "", "generated client, as akbuild generate makes it")
	fl.StringVar(&r.Node, "node", "", "the node program")
	fl.StringVar(&r.TypeScript, "typescript", "", "folder of the npm package typescript")
	fl.StringVar(&r.Out, "out", "", "package to make")
	fl.StringVar(&r.Manifest, "manifest", "", "file to write the package's SHA-256 sums to")
	fl.StringVar(&r.Tarball, "tarball", "", "file to write the package to as npm installs it")
	return command.Need(cmd, "client", "node", "typescript", "out")
}
