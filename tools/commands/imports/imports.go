// Package imports is the command imports of akbuild.
package imports

import (
	"fmt"

	"akbuild.internal/tools/source/imports"
	"akbuild.internal/tools/source/vendoring"
	"github.com/spf13/cobra"
)

// Command is the command imports.
func Command() *cobra.Command {
	var o imports.Options
	cmd := &cobra.Command{
		Use:   "imports TREE",
		Short: "List the third-party packages that a Go source tree imports, sorted",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			found, err := imports.Scan(args[0], o)
			if err != nil {
				return err
			}
			for _, p := range found {
				fmt.Fprintln(cmd.OutOrStdout(), p)
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&o.Client, "client-module", vendoring.DefaultClient, "module of the generated client; its packages become one line")
	cmd.Flags().StringVar(&o.Module, "module-prefix", "", "path of the tree's own module, whose packages are left out (default: from its go.mod)")
	return cmd
}
