// Package checkimports is the command check-imports of akbuild.
package checkimports

import (
	"errors"
	"fmt"
	"os"

	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/python/pyimports"
	"github.com/spf13/cobra"
)

// Command is the command check-imports.
func Command() *cobra.Command {
	var r pyimports.Request
	var report string
	cmd := &cobra.Command{
		Use:   "check-imports",
		Short: "Check that every import of a Python source has a distribution that provides it",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			n, err := pyimports.Run(cmd.Context(), r)
			if err == nil && report != "" {
				return os.WriteFile(report, []byte(fmt.Sprintf("%d imports are provided\n", n)), 0o644)
			}
			var missing pyimports.Missing
			if !errors.As(err, &missing) || len(missing) == 1 {
				return err
			}
			for _, sentence := range missing {
				fmt.Fprintln(cmd.ErrOrStderr(), "akbuild:", sentence)
			}
			return command.ErrPrinted
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&r.Tree, "tree", "", "the source's top folder")
	fl.StringArrayVar(&r.Parts, "part", []string{"authentik", "lifecycle", "manage.py", "packages"}, "a folder or file of it to read; may be repeated")
	fl.StringVar(&r.Packages, "packages", "packages", "the folder whose folders are on Python's path")
	fl.StringArrayVar(&r.Sites, "site-list", nil, "the list of an installed site; may be repeated")
	fl.StringVar(&r.Python, "python", "", "the interpreter")
	fl.StringVar(&r.Known, "known", "", "the list of imports that are not provided on purpose")
	fl.StringVar(&report, "report", "", "file to write when all is provided: how much was checked")
	return command.Need(command.TakesFile(cmd), "tree", "site-list", "python")
}
