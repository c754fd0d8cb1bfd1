// Package checksource is the command check-source of akbuild.
package checksource

import (
	"bytes"
	"errors"
	"fmt"

	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/base/stage"
	"akbuild.internal/tools/source/contract"
	"github.com/spf13/cobra"
)

// errContract is command.ErrPrinted: the findings have been printed.
var errContract = fmt.Errorf("the tree does not keep its contract: %w", command.ErrPrinted)

// Command is the command check-source.
func Command() *cobra.Command {
	var where contract.Where
	var format, out string
	cmd := &cobra.Command{
		Use:   "check-source DIR",
		Short: "Compare an authentik source tree with what the build relies on in it",
		Long: `Compare an authentik source tree with what the build relies on in it, the contract of its release line. Every
difference is printed, with the nearest match and what to adapt; the status is 1 if there is one.

  akbuild check-source ~/authentik                    # the line is that of the tree's version
  akbuild check-source ~/authentik --line 2025.12
  akbuild check-source ~/authentik --contract my.yaml --format json

With --out the report goes into a file, and differences are warnings: a build goes on and says what to expect of it.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if format != "text" && format != "json" {
				return fmt.Errorf("printing the findings as %q: the formats are text and json", format)
			}
			c, err := contract.Find(args[0], where)
			if err == nil {
				return checkSource(cmd, args[0], c, format, out)
			}
			if out == "" || !errors.Is(err, contract.ErrNoContract) {
				return err
			}
			return writeReport(cmd, contract.None(args[0], err), format, out)
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&where.File, "contract", "", "the contract (default: that of the line)")
	fl.StringVar(&where.Line, "line", "", "release line, such as 2025.12 (default: that of the tree's version)")
	fl.StringVar(&where.Folder, "lines", "", "folder of release lines (default: lines of the checkout around the working directory)")
	fl.StringVar(&out, "out", "", "file to write the report to; differences, and that there is no contract of the line, are warnings")
	fl.StringVar(&format, "format", "text", "text or json")
	cmd.MarkFlagsMutuallyExclusive("contract", "line")
	return cmd
}

// checkSource compares a tree with a contract and prints the report, or writes it to the file out.
func checkSource(cmd *cobra.Command, dir string, c contract.Contract, format, out string) error {
	report, err := contract.Check(dir, c)
	if err != nil {
		return err
	}
	if out != "" {
		return writeReport(cmd, report, format, out)
	}
	if err := report.Write(cmd.OutOrStdout(), format); err != nil {
		return err
	}
	if len(report.Findings) > 0 {
		return errContract
	}
	return nil
}

// writeReport writes the report to the file out, and what it found to standard error, as a warning.
func writeReport(cmd *cobra.Command, report contract.Report, format, out string) error {
	if len(report.Findings) > 0 {
		fmt.Fprintln(cmd.ErrOrStderr(), "akbuild: warning: the source is not what this build was made for:")
		if err := report.Text(cmd.ErrOrStderr()); err != nil {
			return err
		}
	}
	var text bytes.Buffer
	if err := report.Write(&text, format); err != nil {
		return err
	}
	return stage.File(out, text.Bytes())
}
