// Package sourceoutline is the command source-outline of akbuild.
package sourceoutline

import (
	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/source/sourcerepo"
	"github.com/spf13/cobra"
)

// Command is the command source-outline.
func Command() *cobra.Command {
	var r sourcerepo.Request
	cmd := &cobra.Command{
		Use:   "source-outline",
		Short: "Write what the layout by akbuild source depends on: an edit that leaves it as it is needs no new layout",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			r.Warnings = cmd.ErrOrStderr()
			return sourcerepo.Outline(r)
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&r.Tree, "tree", "", "source tree")
	fl.StringVar(&r.Schema, "schema", "", "OpenAPI document of a tree that has no schema.yml")
	fl.StringVar(&r.Substitutions, "substitutions", "", "the substitutions of which the server's entries are done (default: none)")
	fl.BoolVar(&r.Copy, "copy", false, "the layout copies files instead of linking them")
	fl.StringVar(&r.WatchList, "watch-list", "", "file to write the places to that the outline is made of: lines of folder, whole or file, and a path below the tree")
	fl.StringVar(&r.Out, "out", "", "file to write")
	return command.Need(cmd, "tree", "out")
}
