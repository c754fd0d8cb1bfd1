package main

import (
	"fmt"
	"os"
	"path/filepath"

	"akbuild.internal/tools/cache/reapi"
	"github.com/spf13/cobra"
)

func reapiCommand() *cobra.Command {
	o := reapi.Options{}
	cmd := &cobra.Command{
		Use: "reapi", Short: "Run a remote cache by the Remote Execution API", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			var err error
			if o.Folder, err = folder(o.Folder, "remote-cache-reapi"); err != nil {
				return err
			}
			for variable, place := range map[string]*string{"AKBUILD_BUILDGRID": &o.BuildGrid, "AKBUILD_POSTGRES": &o.Postgres} {
				value := os.Getenv(variable)
				if value == "" {
					return fmt.Errorf("starting the cache: %s is not set; run it with ./bazelw run //tools/cache:reapi", variable)
				}
				if *place, err = filepath.Abs(value); err != nil {
					return err
				}
			}
			o.Postgres = filepath.Dir(o.Postgres)
			server, err := reapi.Run(cmd.Context(), o)
			if err != nil {
				return err
			}
			return serve(cmd.Context(), cmd.OutOrStdout(), server, lines(o.Folder, server.URL, ""))
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&o.Address, "address", "127.0.0.1:8981", "where to listen")
	fl.StringVar(&o.Folder, "data", "", "folder that keeps the cache (default: remote-cache-reapi in the folder of the engine's own)")
	fl.BoolVar(&o.ReadOnly, "read-only", false, "take no results of actions, from nobody")
	fl.StringVar(&o.Certificate, "certificate", "", "file with the certificate for TLS")
	fl.StringVar(&o.Key, "key", "", "file with its key")
	return cmd
}
