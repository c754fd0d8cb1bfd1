// Package manifest is the command manifest of akbuild.
package manifest

import (
	"fmt"
	"os"

	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/base/manifest"
	"github.com/spf13/cobra"
)

// Command is the command manifest.
func Command() *cobra.Command {
	var check string
	cmd := &cobra.Command{
		Use:   "manifest DIR",
		Short: "Print the SHA-256 sums of a tree's files, or compare them with a list",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			got, err := manifest.Of(args[0])
			if err != nil {
				return err
			}
			if check == "" {
				_, err := cmd.OutOrStdout().Write(got)
				return err
			}
			want, err := os.ReadFile(check)
			if err != nil {
				return fmt.Errorf("reading the manifest: %w", err)
			}
			lines, err := manifest.Compare(check, want, got)
			if err != nil {
				return err
			}
			for _, line := range lines {
				fmt.Fprintln(cmd.OutOrStdout(), line)
			}
			if len(lines) > 0 {
				return command.ErrPrinted
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&check, "check", "", "compare with the list in this file; print missing, extra and different files")
	return cmd
}
