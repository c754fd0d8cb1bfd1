package main

import (
	"akbuild.internal/tools/modcache"
	"github.com/spf13/cobra"
)

func modulesCommand() *cobra.Command {
	var r modcache.Request
	cmd := &cobra.Command{
		Use:   "modules",
		Short: "Download every module that a go.sum names (needs network)",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			r.Progress = cmd.ErrOrStderr()
			return modcache.Download(cmd.Context(), r)
		},
	}
	cmd.Flags().StringVar(&r.Go, "go", "", "the go binary")
	cmd.Flags().StringVar(&r.GoMod, "go-mod", "", "the module's go.mod")
	cmd.Flags().StringVar(&r.GoSum, "go-sum", "", "the module's go.sum")
	cmd.Flags().StringSliceVar(&r.Except, "except", nil, "module path to leave out; may be repeated")
	cmd.Flags().StringVar(&r.Out, "out", "", "folder to make")
	return need(cmd, "go", "go-mod", "go-sum", "out")
}
