// Command akbuild does what the build steps of authentik-source-build do; Bazel rules and Nix derivations call it.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := root().ExecuteContext(ctx)
	stop()
	if errors.Is(err, errDifferent) {
		os.Exit(1)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "akbuild:", err)
		os.Exit(1)
	}
}

func root() *cobra.Command {
	cmd := &cobra.Command{
		Use:           "akbuild",
		Short:         "The build steps of authentik-source-build",
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	cmd.AddCommand(bundleCommand(), generateCommand(), generatorOptionsCommand(), importsCommand(), manifestCommand(), modulesCommand(), sourceCommand(), vendorCommand())
	return cmd
}

// need marks flags as required and returns the command, for use at the end of a constructor.
func need(cmd *cobra.Command, flags ...string) *cobra.Command {
	for _, f := range flags {
		if err := cmd.MarkFlagRequired(f); err != nil {
			panic(err)
		}
	}
	return cmd
}
