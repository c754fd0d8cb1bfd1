// Package pythonlock is the commands python-lock and python-fetch of akbuild.
package pythonlock

import (
	"os"
	"path/filepath"

	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/python/pyfetch"
	"akbuild.internal/tools/python/uvlock"
	"github.com/spf13/cobra"
)

// Lock is the command python-lock.
func Lock() *cobra.Command {
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
	return command.Need(cmd, "tree", "out")
}

// Fetch is the command python-fetch.
func Fetch() *cobra.Command {
	var r pyfetch.Request
	cmd := &cobra.Command{
		Use:   "python-fetch [-- COMMAND...]",
		Short: "Fetch the files of a set of Python distributions that the Nix store does not have, together (needs network)",
		Long: `Fetches what is missing of a set with pip, as it is configured on the machine, and puts each file into the Nix store where
its derivation expects it. COMMAND is started as soon as the archives among them are there: it may build them meanwhile.`,
		RunE: func(cmd *cobra.Command, command []string) error {
			r.Begin = command
			r.Stdout, r.Stderr = cmd.OutOrStdout(), cmd.ErrOrStderr()
			return pyfetch.Run(cmd.Context(), r)
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&r.Files, "files", "", "the files that are wanted, as JSON: what `nix-instantiate --eval --strict --json nix -A python-wheels.fetches` says")
	fl.StringVar(&r.Lock, "lock", "", "the set that akbuild python-lock made")
	fl.StringVar(&r.LockedBy, "locked-by", "uv.lock", "the lock that it was made of, for what is said")
	fl.StringVar(&r.Deviations, "deviations", "", "file to write: the names of the distributions for which a declared deviation is used, as JSON")
	fl.StringVar(&r.Interpreter, "python", "python3", "a Python that has pip")
	fl.StringVar(&r.Store, "store", "", "a Nix store in place of the machine's")
	return command.Need(cmd, "files", "lock", "deviations")
}
