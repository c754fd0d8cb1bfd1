package main

import (
	"os"
	"path/filepath"

	"akbuild.internal/tools/uvlock"
	"github.com/spf13/cobra"
)

func pythonLockCommand() *cobra.Command {
	var r uvlock.Request
	var out string
	cmd := &cobra.Command{
		Use:   "python-lock",
		Short: "Make the set of Python distributions that a tree's uv.lock pins for 64-bit Linux",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			set, err := uvlock.Make(r)
			if err != nil {
				return err
			}
			if err := os.MkdirAll(filepath.Dir(out), 0o755); err != nil {
				return err
			}
			return set.Write(out)
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&r.Tree, "tree", "", "folder with uv.lock, pyproject.toml and the members of its workspace")
	fl.StringVar(&r.Python, "python-version", "3.13", "version of the set's interpreter")
	fl.StringArrayVar(&r.Groups, "group", nil, "a dependency group to take beside the run-time closure; may be repeated")
	fl.StringVar(&r.Declared, "declared", "", "what is used in place of what no registry has: nix/releases/python.json")
	fl.StringVar(&out, "out", "", "file to write")
	return need(cmd, "tree", "out")
}
