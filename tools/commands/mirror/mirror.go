// Package mirror is the command mirror of akbuild.
package mirror

import (
	"fmt"

	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/source/sourcemirror"
	"github.com/spf13/cobra"
)

// Command is the command mirror.
func Command() *cobra.Command {
	var r sourcemirror.Request
	cmd := &cobra.Command{
		Use:   "mirror",
		Short: "Take a release's source from a folder with a git mirror or release tarballs into the Nix store",
		Long: `Take a release's source from a folder with a git mirror or release tarballs into the Nix store, checked against the hash
that the release is pinned by. It prints the path; nothing when the folder does not have the release.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			path, err := sourcemirror.Provide(cmd.Context(), r)
			if path != "" && err == nil {
				fmt.Fprintln(cmd.OutOrStdout(), path)
			}
			return err
		},
	}
	cmd.Flags().StringVar(&r.Release, "release", "", "the release, such as 2025.12.4")
	cmd.Flags().StringVar(&r.Lines, "lines", "lines", "the folder of release lines, which pin releases")
	cmd.Flags().StringVar(&r.Mirror, "mirror", "", "the folder to look into")
	return command.Need(cmd, "release", "mirror")
}
