// Package site is the command site of akbuild.
package site

import (
	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/python/pysite"
	"github.com/spf13/cobra"
)

// Command is the command site.
func Command() *cobra.Command {
	var r pysite.Request
	cmd := &cobra.Command{
		Use:   "site",
		Short: "Install wheels into one folder for Python's path, byte code compiled",
		Long: `Install wheels into one folder for Python's path: hashes checked, byte code compiled, programs relocatable. A wheel for
another interpreter is an error, and so are two wheels with the same file, or one that a site beside this one (--beside) has:
nothing is written then.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return pysite.Make(cmd.Context(), r)
		},
	}
	fl := cmd.Flags()
	fl.StringArrayVar(&r.Wheels, "wheels", nil, "a wheel, or a folder of wheels; may be repeated")
	fl.StringVar(&r.Python, "python", "", "the Python interpreter")
	fl.StringArrayVar(&r.Beside, "beside", nil, "list of a site that is used together with this one; may be repeated")
	fl.StringArrayVar(&r.Drop, "drop", nil, "file to leave out, as distribution:path or distribution:folder/**; may be repeated")
	fl.BoolVar(&r.Strict, "strict", false, "fail for a file that does not compile")
	fl.StringVar(&r.Out, "out", "", "folder to make for modules")
	fl.StringVar(&r.Scripts, "scripts", "", "folder to make for programs; they start the `python` that lies beside them")
	fl.StringVar(&r.Data, "data", "", "folder to make for what belongs below the interpreter's prefix")
	fl.StringVar(&r.List, "list", "", "file to write: each file, and the wheel that it is of")
	return command.Need(command.TakesFile(cmd), "wheels", "python", "out", "scripts", "data", "list")
}
