package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"goauthentik.io/internal/config"
	"goauthentik.io/internal/healthcheck"
)

func healthcheckCommand() *cobra.Command {
	return &cobra.Command{
		Use:       "healthcheck server|worker",
		Short:     "Say by exit code whether the server, or the worker, is running here",
		Args:      cobra.MatchAll(cobra.ExactArgs(1), cobra.OnlyValidArgs),
		ValidArgs: []string{"server", "worker"},
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := config.Load()
			if err != nil {
				return err
			}
			check := func() (string, error) { return healthcheck.Server(cmd.Context(), c) }
			if args[0] == "worker" {
				check = healthcheck.Worker
			}
			sentence, err := check()
			if err != nil {
				return err
			}
			_, err = fmt.Fprintln(cmd.OutOrStdout(), sentence)
			return err
		},
	}
}
