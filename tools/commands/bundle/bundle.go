// Package bundle is the command bundle of akbuild.
package bundle

import (
	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/product/bundle"
	"github.com/spf13/cobra"
)

// Command is the command bundle.
func Command() *cobra.Command {
	var out string
	var parts, executables []string
	cmd := &cobra.Command{
		Use:   "bundle",
		Short: "Lay out the installed product from its parts",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			var all []bundle.Part
			for _, list := range []struct {
				args       []string
				executable bool
			}{{executables, true}, {parts, false}} {
				for _, arg := range list.args {
					part, err := bundle.ParsePart(arg, list.executable)
					if err != nil {
						return err
					}
					all = append(all, part)
				}
			}
			return bundle.Write(out, all)
		},
	}
	fl := cmd.Flags()
	fl.StringArrayVar(&parts, "part", nil, "a file or folder and its place, as dest=source; may be repeated")
	fl.StringArrayVar(&executables, "executable", nil, "a program, or a folder of programs, and its place, as dest=source; may be repeated")
	fl.StringVar(&out, "out", "", "folder to make")
	return command.Need(cmd, "out")
}
