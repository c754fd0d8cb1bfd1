// Command akbuild does what the build steps of authentik-source-build do; Bazel rules and Nix derivations call it.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"syscall"

	"akbuild.internal/tools/base/worker"
	"akbuild.internal/tools/client/generator"
	"github.com/spf13/cobra"
)

func main() {
	// `bazel run` starts a program in its runfiles; the paths on its command line are of the folder that it was called in.
	if dir := os.Getenv("BUILD_WORKING_DIRECTORY"); dir != "" {
		// Bazel was called in the checkout; ./bazelw may have been from elsewhere.
		if caller := os.Getenv("AKB_CALLER"); caller != "" {
			dir = caller
		}
		if err := os.Chdir(dir); err != nil {
			fmt.Fprintln(os.Stderr, "akbuild: going back to the folder that bazel run was called in:", err)
			os.Exit(1)
		}
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	args := os.Args[1:]
	var status int
	if slices.Contains(args, worker.Flag) {
		status = serve(ctx, args, os.Stdin, os.Stdout, os.Stderr)
	} else {
		status = run(ctx, args, os.Stdout, os.Stderr)
	}
	stop()
	os.Exit(status)
}

// run runs one command line and returns its exit status; what went wrong is one sentence on stderr.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	if len(args) > 0 && (args[0] == "generate" || args[0] == "web-build") {
		expanded, err := worker.Expand(args)
		if err != nil {
			fmt.Fprintln(stderr, "akbuild:", err)
			return 1
		}
		args = expanded
	}
	return execute(ctx, root(nil), args, stdout, stderr)
}

func execute(ctx context.Context, cmd *cobra.Command, args []string, stdout, stderr io.Writer) int {
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

// root is the whole command line. warm is the Java that a worker keeps; nil for a command that is run once.
func root(warm *generator.Warm) *cobra.Command {
	cmd := &cobra.Command{
		Use:           "akbuild",
		Short:         "The build steps of authentik-source-build",
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	cmd.AddCommand(
		apiDiffCommand(),
		bumpCommand(),
		bundleCommand(),
		checkClientCommand(),
		checkImportsCommand(),
		checkRequirementsCommand(),
		checkSourceCommand(),
		clientCommand(),
		generateCommand(warm),
		generatorOptionsCommand(),
		importsCommand(),
		manifestCommand(),
		mirrorCommand(),
		modulesCommand(),
		nodeModulesCommand(),
		npmFetchCommand(),
		pythonFetchCommand(),
		pythonHomeCommand(),
		pythonLockCommand(),
		pythonProgramsCommand(),
		siteCommand(),
		sourceCommand(),
		substituteCommand(),
		typeScriptPackageCommand(),
		vendorCommand(),
		webBuildCommand(),
		webClientCommand(),
		wheelCommand(),
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
