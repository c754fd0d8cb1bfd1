// Package kit has the commands kit, ledger and nix-cache of akbuild.
package kit

import (
	"os"

	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/kit"
	"github.com/spf13/cobra"
)

// Collect is the command kit.
func Collect() *cobra.Command {
	var c kit.Checkout
	var out string
	cmd := &cobra.Command{
		Use:   "kit",
		Short: "Collect every byte from outside that a build needs in a folder (called by ./bazelw kit, which first has all of it fetched)",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ledger, err := kit.Inventory(cmd.Context(), c)
			if err != nil {
				return err
			}
			return kit.Collect(cmd.Context(), ledger, c.Packages, out, cmd.OutOrStdout())
		},
	}
	flags(cmd, &c)
	cmd.Flags().StringVar(&out, "out", "", "folder of the kit, new or one to add to")
	return command.Need(cmd, "source", "out")
}

// Ledger is the command ledger.
func Ledger() *cobra.Command {
	var c kit.Checkout
	cmd := &cobra.Command{
		Use:   "ledger",
		Short: "Print every thing from outside that a build needs, as a table (called by ./bazelw ledger)",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ledger, err := kit.Inventory(cmd.Context(), c)
			if err != nil {
				return err
			}
			_, err = cmd.OutOrStdout().Write(ledger.Text())
			return err
		},
	}
	flags(cmd, &c)
	return command.Need(cmd, "source")
}

// Cache is the command nix-cache.
func Cache() *cobra.Command {
	var c kit.Checkout
	var out, key string
	cmd := &cobra.Command{
		Use:   "nix-cache",
		Short: "Add what the repositories of a checkout are made of to a signed binary cache of Nix (called by ./bazelw nix-cache)",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return kit.FillCache(cmd.Context(), c, out, key, cmd.OutOrStdout())
		},
	}
	flags(cmd, &c)
	cmd.Flags().StringVar(&out, "out", "", "folder of the binary cache, new or one to add to")
	cmd.Flags().StringVar(&key, "key", "", "file with the secret key to sign with, made if there is none")
	return command.Need(cmd, "source", "out", "key")
}

func flags(cmd *cobra.Command, c *kit.Checkout) {
	cmd.Flags().StringVar(&c.Source, "source", "", "what //:source calls the source")
	cmd.Flags().StringVar(&c.OutputBase, "output-base", os.Getenv("AKB_OUTPUT_BASE"), "Bazel's folder for the checkout")
	cmd.Flags().StringVar(&c.Packages, "packages", os.Getenv("AKB_ROOT_PACKAGES"), "folder that keeps the engine's Debian packages")
}
