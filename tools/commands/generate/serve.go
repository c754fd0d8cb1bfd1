package generate

import (
	"context"
	"fmt"
	"io"
	"runtime/debug"
	"slices"
	"time"

	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/base/worker"
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
	common := slices.DeleteFunc(slices.Clone(args), func(a string) bool { return a == worker.Flag })
	warm := &generator.Warm{Idle: idle}
	defer warm.Close()
	err := worker.Serve(ctx, stdin, stdout, func(ctx context.Context, rest []string, output io.Writer) int {
		// A worker waits for most of its life: what one request took is given back.
		defer debug.FreeOSMemory()
		return command.Execute(ctx, command.Root(with(warm)...), slices.Concat(common, rest), output, output)
	})
	if err != nil {
		fmt.Fprintln(stderr, "akbuild:", err)
		return 1
	}
	return 0
}
