// Command upgrade runs a release on the database and files of an older one, and asks whether all that was made with the older ones is
// there and works. bench/upgrade calls it once for each release.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"akbuild.internal/tools/product/devserver"
	"akbuild.internal/tools/product/upgrade"
)

const (
	// madeFile is the file in the data folder that says what was made.
	madeFile = "made.json"
	// timeout bounds a release: nobody looks at its progress.
	timeout = 30 * time.Minute
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	if err := command().ExecuteContext(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "upgrade:", err)
		os.Exit(1)
	}
}

func command() *cobra.Command {
	o := devserver.Options{HTTP: "127.0.0.1:0", HTTPS: "127.0.0.1:0", Timeout: timeout, Check: true}
	kill := false
	cmd := &cobra.Command{
		Use:           "upgrade --data FOLDER",
		Short:         "Run this release on what an older one left in a folder, and check that everything is there",
		Args:          cobra.NoArgs,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := o.Find(); err != nil {
				return err
			}
			return run(cmd.Context(), o, kill, cmd.OutOrStdout())
		},
	}
	cmd.Flags().StringVar(&o.Data, "data", "", "folder that keeps the database, uploads, and what was made with which release")
	cmd.Flags().BoolVar(&kill, "kill", false, "before that, begin the migration and kill it half-way")
	if err := cmd.MarkFlagRequired("data"); err != nil {
		panic(err)
	}
	return cmd
}

// run makes things with the first release, and asks the later ones for them.
func run(ctx context.Context, o devserver.Options, kill bool, out io.Writer) error {
	file := filepath.Join(o.Data, madeFile)
	made, err := upgrade.Read(file)
	if err != nil {
		return err
	}
	first := made == nil
	if kill && !first {
		if _, _, err := devserver.KillMigration(ctx, o, out); err != nil {
			return err
		}
	}
	o.Then = func(ctx context.Context, url, password string) (err error) {
		if first {
			if made, err = upgrade.Make(ctx, url, password); err == nil {
				// Whatever comes of the check, it was made.
				err = made.Write(file)
			}
		}
		if err != nil {
			return err
		}
		if err := made.Check(ctx, url, password, func(what string) { fmt.Fprintf(out, "  ok  %s\n", what) }); err != nil {
			return err
		}
		if err := made.More(ctx, url, password); err != nil {
			return err
		}
		return made.Write(file)
	}
	return devserver.Run(ctx, o, out)
}
