// Package tree is the commands python-home and python-programs of akbuild.
package tree

import (
	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/python/pytree"
	"github.com/spf13/cobra"
)

// Home is the command python-home.
func Home() *cobra.Command {
	var h pytree.Home
	cmd := &cobra.Command{
		Use:   "python-home",
		Short: "Make the interpreter of an installed tree, which finds the tree's sites wherever that lies",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return h.Make(cmd.Context())
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&h.Python, "python", "", "an installed Python: the folder with bin/ and lib/")
	fl.StringArrayVar(&h.Data, "data", nil, "folder that akbuild site --data made; may be repeated")
	fl.StringVar(&h.Place, "place", "python", "where the interpreter lies in the tree")
	fl.StringArrayVar(&h.Paths, "path", nil, "folder of the tree that modules are imported from, . for the tree itself; may be repeated")
	fl.StringArrayVar(&h.Environ, "env", nil, "variable that the interpreter sets to a place of the tree, unless it is set, as NAME=place; may be repeated")
	fl.StringVar(&h.Out, "out", "", "folder to make")
	return command.Need(cmd, "python", "out")
}

// Programs is the command python-programs.
func Programs() *cobra.Command {
	var p pytree.Programs
	cmd := &cobra.Command{
		Use:   "python-programs",
		Short: "Make the folder of an installed tree's programs",
		Args:  cobra.NoArgs,
		RunE:  func(*cobra.Command, []string) error { return p.Make() },
	}
	fl := cmd.Flags()
	fl.StringArrayVar(&p.Scripts, "scripts", nil, "folder that akbuild site --scripts made; may be repeated")
	fl.StringVar(&p.Interpreter, "interpreter", "../python/bin/python3.13", "the interpreter's path from this folder")
	fl.BoolVar(&p.Ak, "ak", false, "make the program ak, which starts lifecycle/ak of the tree, in place of a script of that name")
	fl.StringVar(&p.Out, "out", "", "folder to make")
	return command.Need(cmd, "out")
}
