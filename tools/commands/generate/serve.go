package generate

import (
	"context"
	"io"
	"time"

	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/client/generator"
	"github.com/spf13/cobra"
)

// idle is how long a worker keeps its Java without a request: Bazel keeps workers for hours, and a Java has 300 MB.
const idle = time.Minute

// Program is the build step: the commands of this package, once or as a persistent worker of Bazel.
var Program = command.Program{Commands: commands, Serve: Serve}

func commands() []*cobra.Command { return with(nil) }

// with is the commands, warm the Java that a worker keeps; nil for a command that is run once.
func with(warm *generator.Warm) []*cobra.Command {
	return []*cobra.Command{Command(warm), Check(), Options()}
}

// Serve is this program as a persistent worker of Bazel. args are those that all requests have in common; the requests have
// the rest.
func Serve(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	warm := &generator.Warm{Idle: idle}
	defer warm.Close()
	return command.Serve(ctx, args, stdin, stdout, stderr, func(ctx context.Context, args []string, output io.Writer) int {
		return command.Execute(ctx, command.Root(with(warm)...), args, output, output)
	})
}
