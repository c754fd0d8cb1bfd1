// Package command makes programs of commands: a build step of a few, akbuild of all.
package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"

	"akbuild.internal/tools/base/worker"
	"github.com/spf13/cobra"
)

// ErrPrinted ends a command with status 1 when what was found has been printed already.
var ErrPrinted = errors.New("what was found has been printed")

// Program is a program that has commands.
type Program struct {
	// Commands makes the commands anew for each command line.
	Commands func() []*cobra.Command

	// Serve is the program as a persistent worker of Bazel; nil if it has none. args are those that all requests have in
	// common. The result is the exit status.
	Serve func(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int
}

// Main is the whole of a program that has these commands.
func Main(commands ...*cobra.Command) {
	Program{Commands: func() []*cobra.Command { return commands }}.Main()
}

// Main runs the command line that the process was started with, and ends the process.
func (p Program) Main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	args := os.Args[1:]
	var status int
	if p.Serve != nil && slices.Contains(args, worker.Flag) {
		status = p.Serve(ctx, args, os.Stdin, os.Stdout, os.Stderr)
	} else {
		status = p.Run(ctx, args, os.Stdout, os.Stderr)
	}
	stop()
	os.Exit(status)
}

// Run runs one command line and returns its exit status; what went wrong is one sentence on stderr.
func (p Program) Run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	commands := p.Commands()
	if i := slices.IndexFunc(commands, func(c *cobra.Command) bool { return len(args) > 0 && c.Name() == args[0] }); i >= 0 {
		if _, takes := commands[i].Annotations[takesFile]; takes {
			expanded, err := worker.Expand(args)
			if err != nil {
				fmt.Fprintln(stderr, "akbuild:", err)
				return 1
			}
			args = expanded
		}
	}
	return Execute(ctx, Root(commands...), args, stdout, stderr)
}

// Execute runs one command line of a command made by Root, and returns its exit status.
func Execute(ctx context.Context, cmd *cobra.Command, args []string, stdout, stderr io.Writer) int {
	cmd.SetArgs(args)
	cmd.SetOut(stdout)
	cmd.SetErr(stderr)
	err := cmd.ExecuteContext(ctx)
	switch {
	case err == nil:
		return 0
	case !errors.Is(err, ErrPrinted):
		fmt.Fprintln(stderr, "akbuild:", err)
	}
	return 1
}

// Root is the whole command line of a program that has these commands.
func Root(commands ...*cobra.Command) *cobra.Command {
	cmd := &cobra.Command{
		Use:           "akbuild",
		Short:         "The build steps of authentik-source-build",
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	cmd.AddCommand(commands...)
	return cmd
}

// takesFile is the annotation of commands whose last argument may be @FILE.
const takesFile = "arguments-of-file"

// TakesFile lets the last argument be @FILE, a file with the rest of the arguments, one a line.
func TakesFile(cmd *cobra.Command) *cobra.Command {
	cmd.Annotations = map[string]string{takesFile: ""}
	return cmd
}

// Need marks flags as required and returns the command, for use at the end of a constructor.
func Need(cmd *cobra.Command, flags ...string) *cobra.Command {
	for _, f := range flags {
		if err := cmd.MarkFlagRequired(f); err != nil {
			panic(err)
		}
	}
	return cmd
}

// Pairs reads arguments of the form name=value.
func Pairs(flag string, args []string) (map[string]string, error) {
	found := map[string]string{}
	for _, arg := range args {
		name, value, ok := strings.Cut(arg, "=")
		if !ok || name == "" || value == "" {
			return nil, fmt.Errorf("reading %s %q: it is not of the form name=value", flag, arg)
		}
		found[name] = value
	}
	return found, nil
}
