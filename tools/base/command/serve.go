package command

import (
	"context"
	"fmt"
	"io"
	"runtime/debug"
	"slices"

	"akbuild.internal/tools/base/memo"
	"akbuild.internal/tools/base/worker"
	"github.com/spf13/cobra"
)

// Serve answers a persistent worker's requests. args are those that all requests have in common, before the rest. The
// result is the exit status.
func Serve(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer, do func(ctx context.Context, args []string, output io.Writer) int) int {
	common := slices.DeleteFunc(slices.Clone(args), func(a string) bool { return a == worker.Flag })
	err := worker.Serve(ctx, stdin, stdout, func(ctx context.Context, rest []string, output io.Writer) int {
		// A worker waits for most of its life: what one request took is given back.
		defer debug.FreeOSMemory()
		return do(ctx, slices.Concat(common, rest), output)
	})
	if err != nil {
		fmt.Fprintln(stderr, "akbuild:", err)
		return 1
	}
	return 0
}

// Remembering is a program that as a persistent worker remembers what it came to in the request before; see package memo.
func Remembering(commands func() []*cobra.Command) Program {
	return Program{
		Commands: commands,
		Serve: func(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
			remembered := &memo.Memo{}
			return Serve(ctx, args, stdin, stdout, stderr, func(ctx context.Context, args []string, output io.Writer) int {
				remembered.Next()
				return Execute(remembered.In(ctx), Root(commands()...), args, output, output)
			})
		},
	}
}
