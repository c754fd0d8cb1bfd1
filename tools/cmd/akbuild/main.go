// Command akbuild does what the build steps of authentik-source-build do; Bazel rules and Nix derivations call it.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
)

func main() {
	// `bazel run` starts a program in its runfiles; the paths on its command line are of the folder that it was called in.
	if dir := os.Getenv("BUILD_WORKING_DIRECTORY"); dir != "" {
		if err := os.Chdir(dir); err != nil {
			fmt.Fprintln(os.Stderr, "akbuild: going back to the folder that bazel run was called in:", err)
			os.Exit(1)
		}
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(status)
}

// run runs one command line and returns its exit status; what went wrong is one sentence on stderr.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	cmd := root()
	cmd.SetArgs(args)
	cmd.SetOut(stdout)
	cmd.SetErr(stderr)
	err := cmd.ExecuteContext(ctx)
	switch {
	case err == nil:
		return 0
	case !errors.Is(err, errDifferent):
		fmt.Fprintln(stderr, "akbuild:", err)
	}
	return 1
}

func root() *cobra.Command {
	cmd := &cobra.Command{
		Use:           "akbuild",
		Short:         "The build steps of authentik-source-build",
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	cmd.AddCommand(
		apiDiffCommand(),
		bundleCommand(),
		checkSourceCommand(),
		generateCommand(),
		generatorOptionsCommand(),
		importsCommand(),
		manifestCommand(),
		modulesCommand(),
		sourceCommand(),
		substituteCommand(),
		typeScriptPackageCommand(),
		vendorCommand(),
	)
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
