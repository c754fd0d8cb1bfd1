// Command verify builds what others have built, and compares: twice on this machine (reproduce), or once against a digest that
// somebody published (rebuild).
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"syscall"

	"github.com/spf13/cobra"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	root := &cobra.Command{Use: "verify", Short: "Build again, and compare", SilenceErrors: true, SilenceUsage: true}
	root.AddCommand(reproduceCommand(), rebuildCommand(), &cobra.Command{
		Use: "inside ETC COMMAND...", Hidden: true, DisableFlagParsing: true,
		RunE: func(_ *cobra.Command, args []string) error { return inside(args[0], args[1:]) },
	})
	if err := root.ExecuteContext(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "verify:", err)
		os.Exit(1)
	}
}

// workspace is the checkout, and a folder beside Bazel's outputs for what is made here.
func workspace() (checkout, folder string, err error) {
	checkout = os.Getenv("BUILD_WORKSPACE_DIRECTORY")
	if checkout == "" {
		return "", "", errors.New("finding the checkout: BUILD_WORKSPACE_DIRECTORY is not set; run it with ./bazelw run //tools/verify:reproduce")
	}
	state := os.Getenv("AKB_STATE")
	if state == "" {
		if state, err = os.UserCacheDir(); err != nil {
			return "", "", err
		}
	}
	return checkout, filepath.Join(state, "verify"), nil
}

func reproduceCommand() *cobra.Command {
	var keep, twice, mutate bool
	var source, line, folder string
	var targets []string
	var kills int
	var seed uint64
	cmd := &cobra.Command{
		Use: "reproduce", Short: "Build everything twice with everything varied, and compare every file", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			// The mount namespace is one of this thread.
			runtime.LockOSThread()
			checkout, beside, err := workspace()
			if err != nil {
				return err
			}
			if folder == "" {
				folder = beside
			}
			if source == "" {
				source, line = filepath.Join(checkout, "sample"), "sample"
			}
			if keep {
				err = kept(folder)
			} else {
				var remove func()
				if remove, err = fresh(folder); err == nil {
					defer remove()
				}
			}
			if err != nil {
				return err
			}
			r, err := prepare(cmd.Context(), folder, checkout, source, line, targets)
			if err != nil {
				return err
			}
			defer r.close()
			r.kills, r.seed = kills, seed
			if twice {
				if err := r.run(cmd.Context(), cmd.OutOrStdout()); err != nil {
					return err
				}
			}
			if !mutate {
				return nil
			}
			return r.mutations(cmd.Context(), cmd.OutOrStdout())
		},
	}
	fl := cmd.Flags()
	fl.BoolVar(&keep, "keep", false, "keep what was built, and go on from what an earlier run kept")
	fl.BoolVar(&twice, "twice", true, "build on two machines and compare")
	fl.BoolVar(&mutate, "mutate", true, "then change one byte of a source at a time, and look at what changes and what runs")
	fl.IntVar(&kills, "kills", 0, "how often the second machine is killed at random moments before it may finish")
	fl.Uint64Var(&seed, "seed", uint64(os.Getpid()), "what these moments are drawn from")
	fl.StringVar(&source, "source", os.Getenv("AUTHENTIK_SOURCE"), "authentik's source tree; without one the sample")
	fl.StringVar(&line, "line", os.Getenv("AUTHENTIK_LINE"), "its release line, where that is not its version's")
	fl.StringVar(&folder, "folder", "", "where the two machines are (default: beside Bazel's outputs; about 10 GB)")
	fl.StringSliceVar(&targets, "targets", everything, "what is built")
	return cmd
}
