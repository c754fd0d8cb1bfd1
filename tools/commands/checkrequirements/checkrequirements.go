// Package checkrequirements is the command check-requirements of akbuild.
package checkrequirements

import (
	"errors"
	"fmt"
	"os"

	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/python/pep508"
	"akbuild.internal/tools/python/pycheck"
	"github.com/spf13/cobra"
)

// Command is the command check-requirements.
func Command() *cobra.Command {
	var r pycheck.Request
	var report, python, version string
	cmd := &cobra.Command{
		Use:   "check-requirements",
		Short: "Check what Python projects ask for against the Python set, names and versions",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			r.Environment = pep508.Linux(version)
			if python != "" {
				var err error
				if r.Environment, err = pep508.Interpreter(cmd.Context(), python); err != nil {
					return err
				}
			}
			checked, err := pycheck.Run(r)
			if err == nil && report != "" {
				return os.WriteFile(report, []byte(fmt.Sprintf("%d requirements are met\n", checked)), 0o644)
			}
			var unmet pycheck.Unmet
			if !errors.As(err, &unmet) || len(unmet) == 1 {
				return err
			}
			for _, sentence := range unmet {
				fmt.Fprintln(cmd.ErrOrStderr(), "akbuild:", sentence)
			}
			return command.ErrPrinted
		},
	}
	fl := cmd.Flags()
	fl.StringArrayVar(&r.Projects, "pyproject", nil, "a project's pyproject.toml; may be repeated, and they may ask for each other")
	fl.StringVar(&r.Distributions, "distributions", "", "distributions.json of the Python set")
	fl.StringVar(&r.Wheels, "wheels", "", "folder of the set's wheels, to check what these ask for as well")
	fl.StringVar(&report, "report", "", "file to write when all is met: how much was checked")
	fl.StringVar(&python, "python", "", "the set's interpreter, which is asked for its version")
	fl.StringVar(&version, "python-version", "3.13", "version of the set's interpreter where that is not there; a series stands for its newest release")
	cmd.MarkFlagsMutuallyExclusive("python", "python-version")
	return command.Need(cmd, "pyproject", "distributions")
}
