package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"syscall"
	"time"

	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/base/memo"
	"akbuild.internal/tools/web/webbuild"
	"github.com/spf13/cobra"
)

// idle is how long a worker keeps node and tree without a request: Bazel keeps workers for hours, and esbuild has a gigabyte.
const idle = 10 * time.Minute

// memory is where a worker's tree lies, and how large it may get. Bazel empties a worker's /tmp between builds.
const memory, largest = "/dev/shm", "size=1g,mode=755"

// apart is set in a worker that has namespaces of its own.
const apart = "AKBUILD_WEB_APART"

// Program is the build step: the commands of this package, once or as a persistent worker of Bazel.
var Program = command.Program{Commands: func() []*cobra.Command { return with(nil) }, Serve: Serve}

func with(warm *webbuild.Warm) []*cobra.Command {
	return []*cobra.Command{Build(warm), Client(), Messages()}
}

// Serve is this program as a persistent worker of Bazel. args are those that all requests have in common; the requests have
// the rest. It starts itself again in namespaces of its own: no network reaches in, and the memory that the tree lies in ends with
// the process, however that ends.
func Serve(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	var warm *webbuild.Warm
	if os.Getenv(apart) == "" {
		status, err := serveApart(ctx, args, stdin, stdout, stderr)
		if err == nil {
			return status
		}
		fmt.Fprintln(stderr, "akbuild: starting a worker in namespaces of its own:", err)
	} else if err := syscall.Mount("tmpfs", memory, "tmpfs", syscall.MS_NOSUID|syscall.MS_NODEV, largest); err != nil {
		fmt.Fprintln(stderr, "akbuild: making the folder of a worker's tree:", err)
	} else {
		warm = &webbuild.Warm{Idle: idle, Scratch: memory}
		defer warm.Close()
	}
	remembered := &memo.Memo{}
	return command.Serve(ctx, args, stdin, stdout, stderr, func(ctx context.Context, args []string, output io.Writer) int {
		remembered.Next()
		return command.Execute(remembered.In(ctx), command.Root(with(warm)...), args, output, output)
	})
}

// serveApart serves in a process with namespaces of its own; an error says that there is none.
func serveApart(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) (int, error) {
	cmd := exec.CommandContext(ctx, "/proc/self/exe", args...)
	cmd.Env = append(os.Environ(), apart+"=1")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = stdin, stdout, stderr
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = 10 * time.Second
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS | syscall.CLONE_NEWNET,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}},
	}
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	err := cmd.Wait()
	var exit *exec.ExitError
	switch {
	case err == nil, ctx.Err() != nil:
		return 0, nil
	case errors.As(err, &exit):
		fmt.Fprintln(stderr, "akbuild: a worker in namespaces of its own ended:", exit)
	default:
		fmt.Fprintln(stderr, "akbuild: waiting for a worker in namespaces of its own:", err)
	}
	return 1, nil
}
