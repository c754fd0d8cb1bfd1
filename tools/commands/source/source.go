// Package source is the command source of akbuild.
package source

import (
	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/source/sourcerepo"
	"akbuild.internal/tools/source/vendoring"
	"github.com/spf13/cobra"
)

// Command is the command source.
func Command() *cobra.Command {
	var r sourcerepo.Request
	var vendorOnly bool
	cmd := &cobra.Command{
		Use:   "source",
		Short: "Lay a Go source tree out as a Bazel repository with BUILD files by gazelle",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if vendorOnly {
				r.ClientModule, r.ClientLabel = "", ""
			}
			r.Warnings = cmd.ErrOrStderr()
			return sourcerepo.Make(cmd.Context(), r)
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&r.Tree, "tree", "", "source tree")
	fl.StringVar(&r.Vendor, "vendor", "", "vendor tree, as akbuild vendor makes it")
	fl.StringVar(&r.Schema, "schema", "", "OpenAPI document of a tree that has no schema.yml")
	fl.StringVar(&r.Substitutions, "substitutions", "", "the substitutions of which the server's entries are done (default: none)")
	fl.StringVar(&r.Gazelle, "gazelle", "", "the gazelle program")
	fl.StringVar(&r.GoRoot, "go-root", "", "the Go SDK")
	fl.StringVar(&r.ClientModule, "client-module", vendoring.DefaultClient, "module path of the API client")
	fl.StringVar(&r.ClientLabel, "client-label", "@@//clients/go:api", "target that takes the client's place")
	fl.StringVar(&r.Naming, "naming", "import", "gazelle's naming convention: import, import_alias or go_default_library")
	fl.BoolVar(&r.Copy, "copy", false, "copy files instead of linking them")
	fl.BoolVar(&vendorOnly, "vendor-only", false, "a repository of third-party modules alone")
	fl.StringVar(&r.Out, "out", "", "folder to make or fill")
	cmd.MarkFlagsMutuallyExclusive("tree", "vendor-only")
	cmd.MarkFlagsOneRequired("tree", "vendor-only")
	return command.Need(cmd, "vendor", "gazelle", "go-root", "out")
}
