// Command authentik is the HTTP front of authentik: it serves the web UI, runs the Python core and passes requests to
// it.
package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"goauthentik.io/internal/common"
	"goauthentik.io/internal/config"
	"goauthentik.io/internal/constants"
	"goauthentik.io/internal/gounicorn"
)

func main() {
	if err := rootCommand().Execute(); err != nil {
		fmt.Fprintln(os.Stderr, "authentik:", err)
		os.Exit(exitCode(err))
	}
}

// exitCode is the core's own if it gave up, so that whoever started us can tell the reasons apart.
func exitCode(err error) int {
	if gaveUp := (*gounicorn.GaveUpError)(nil); errors.As(err, &gaveUp) {
		return gaveUp.Code
	}
	return 1
}

func rootCommand() *cobra.Command {
	serve := func(cmd *cobra.Command, _ []string) error {
		c, err := config.Load()
		if err != nil {
			return err
		}
		common.SetupLogging(c, os.Stdout)
		return server(cmd.Context(), c)
	}
	root := &cobra.Command{
		Use:           "authentik",
		Short:         "Start authentik's server",
		Version:       constants.FullVersion(),
		Args:          cobra.NoArgs,
		RunE:          serve,
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.AddCommand(&cobra.Command{
		Use:   "server",
		Short: "Start authentik's server; what happens without a command, too",
		Args:  cobra.NoArgs,
		RunE:  serve,
	})
	root.AddCommand(healthcheckCommand())
	return root
}
