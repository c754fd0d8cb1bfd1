// Package modules is the command modules of akbuild.
package modules

import (
	"fmt"
	"os/exec"
	"path/filepath"

	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/source/modcache"
	"github.com/spf13/cobra"
)

// Command is the command modules.
func Command() *cobra.Command {
	var r modcache.Request
	cmd := &cobra.Command{
		Use:   "modules",
		Short: "Bring every module that a go.sum names into the Nix store, and list their hashes for Nix (needs network)",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			r.Progress = cmd.ErrOrStderr()
			if r.GoMod == "" {
				r.GoMod = filepath.Join(filepath.Dir(r.GoSum), "go.mod")
			}
			if filepath.Base(r.Go) == r.Go {
				found, err := exec.LookPath(r.Go)
				if err != nil {
					return fmt.Errorf("looking for the go command %s: it is not on PATH; name it: --go /path/to/go", r.Go)
				}
				r.Go = found
			}
			return modcache.Provide(cmd.Context(), r)
		},
	}
	cmd.Flags().StringVar(&r.Go, "go", "go", "the go binary")
	cmd.Flags().StringVar(&r.GoMod, "go-mod", "", "the module's go.mod (default: the one beside go.sum)")
	cmd.Flags().StringVar(&r.GoSum, "go-sum", "", "the module's go.sum")
	cmd.Flags().StringSliceVar(&r.Except, "except", nil, "module path to leave out; may be repeated")
	cmd.Flags().StringVar(&r.Index, "index", "", "file that keeps what was seen before (default: in the engine's cache folder)")
	cmd.Flags().StringVar(&r.List, "list", "", "file to write: each line of go.sum with the sha256 of its file")
	return command.Need(cmd, "go-sum", "list")
}
