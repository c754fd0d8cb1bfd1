// Package explainmiss is the command explain-miss of akbuild.
package explainmiss

import (
	"akbuild.internal/tools/cache/execlog"
	"github.com/spf13/cobra"
)

// Command is the command explain-miss.
func Command() *cobra.Command {
	return &cobra.Command{
		Use:   "explain-miss FIRST SECOND",
		Short: "Say why a build's actions were not in the cache that another one filled",
		Long: `Say why a build's actions were not in the cache that another one filled: the first action of SECOND that differs from the one of
FIRST for a reason of its own, and the reason. Both are execution logs: ./bazelw build --execution_log_json_file=FILE.`,
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			first, err := execlog.Read(args[0])
			if err != nil {
				return err
			}
			second, err := execlog.Read(args[1])
			if err != nil {
				return err
			}
			execlog.Explain(cmd.OutOrStdout(), first, second)
			return nil
		},
	}
}
