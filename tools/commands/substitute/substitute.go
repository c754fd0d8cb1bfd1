// Package substitute is the command substitute of akbuild.
package substitute

import (
	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/source/substitute"
	"github.com/spf13/cobra"
)

// Command is the command substitute.
func Command() *cobra.Command {
	var r substitute.Request
	cmd := &cobra.Command{
		Use:   "substitute",
		Short: "Replace exact texts in a source tree, and fail unless each is there as often as its list says",
		Args:  cobra.NoArgs,
		RunE:  func(*cobra.Command, []string) error { return substitute.Run(r) },
	}
	fl := cmd.Flags()
	fl.StringVar(&r.List, "list", "", "the substitutions, such as backend/substitutions/2025.12.yaml")
	fl.StringVar(&r.In, "in", "", "source tree")
	fl.StringVar(&r.Out, "out", "", "folder to make")
	fl.StringVar(&r.Part, "part", substitute.Core, "the part of the product whose entries are done: core or server")
	fl.BoolVar(&r.Only, "only", false, "write the substituted files alone")
	fl.StringVar(&r.Root, "tree", "", "folder in which the installed tree stays (default: it can be moved)")
	return command.Need(cmd, "list", "in", "out")
}
