package main

import (
	"fmt"

	"akbuild.internal/tools/contract"
	"github.com/spf13/cobra"
)

// errContract is errDifferent: the findings have been printed.
var errContract = fmt.Errorf("the tree does not keep its contract: %w", errDifferent)

func checkSourceCommand() *cobra.Command {
	var where contract.Where
	var format string
	cmd := &cobra.Command{
		Use:   "check-source DIR",
		Short: "Compare an authentik source tree with what the build relies on in it",
		Long: `Compare an authentik source tree with what the build relies on in it, the contract of its release line. Every
difference is printed, with the nearest match and what to adapt; the status is 1 if there is one.

  akbuild check-source ~/authentik                    # the line is that of the tree's version
  akbuild check-source ~/authentik --line 2025.12
  akbuild check-source ~/authentik --contract my.yaml --format json`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if format != "text" && format != "json" {
				return fmt.Errorf("printing the findings as %q: the formats are text and json", format)
			}
			c, err := contract.Find(args[0], where)
			if err != nil {
				return err
			}
			report, err := contract.Check(args[0], c)
			if err != nil {
				return err
			}
			write := report.Text
			if format == "json" {
				write = report.JSON
			}
			if err := write(cmd.OutOrStdout()); err != nil {
				return err
			}
			if len(report.Findings) > 0 {
				return errContract
			}
			return nil
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&where.File, "contract", "", "the contract (default: that of the line)")
	fl.StringVar(&where.Line, "line", "", "release line, such as 2025.12 (default: that of the tree's version)")
	fl.StringVar(&where.Folder, "contracts", "", "folder of contracts (default: nix/source/contracts of the checkout around the working directory)")
	fl.StringVar(&format, "format", "text", "text or json")
	cmd.MarkFlagsMutuallyExclusive("contract", "line")
	return cmd
}
