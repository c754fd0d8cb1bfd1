// Package goprogram is the command go-program of akbuild.
package goprogram

import (
	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/source/goprogram"
	"github.com/spf13/cobra"
)

// Command is the command go-program.
func Command() *cobra.Command {
	var r goprogram.Request
	var more []string
	cmd := &cobra.Command{
		Use:   "go-program",
		Short: "Build a program of a source tree with the go command, as upstream's images do",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			if r.More, err = command.Pairs("more", more); err != nil {
				return err
			}
			return goprogram.Build(cmd.Context(), r)
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&r.Go, "go", "", "the go binary")
	fl.StringVar(&r.Source, "source", "", "source tree with a go.mod")
	fl.StringVar(&r.Vendor, "vendor", "", "its vendor tree")
	fl.StringArrayVar(&more, "more", nil, "a file or folder that is put into the tree, as place=path; may be repeated")
	fl.StringSliceVar(&r.Tags, "tag", nil, "build tag; may be repeated")
	fl.StringVar(&r.Package, "package", "", "the program, such as ./cmd/server")
	fl.StringVar(&r.FIPS, "fips", "", "FIPS 140 module, as GOFIPS140 names it")
	fl.StringVar(&r.Out, "out", "", "program to make")
	return command.Need(cmd, "go", "source", "vendor", "package", "fips", "out")
}
