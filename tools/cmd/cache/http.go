package main

import (
	"strings"

	"akbuild.internal/tools/cache/httpcache"
	"github.com/spf13/cobra"
)

func httpCommand(name string) *cobra.Command {
	o := httpcache.Options{}
	cmd := &cobra.Command{
		Use: name, Short: "Run a remote cache over HTTP", Args: cobra.NoArgs, SilenceErrors: true, SilenceUsage: true,
		RunE: func(cmd *cobra.Command, _ []string) error {
			var err error
			if o.Folder, err = folder(o.Folder, "remote-cache"); err != nil {
				return err
			}
			server, err := httpcache.Run(cmd.Context(), o)
			if err != nil {
				return err
			}
			return serve(cmd.Context(), cmd.OutOrStdout(), server, lines(o.Folder, server.URL, writer(server.URL, o.Writer)))
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&o.Address, "address", "127.0.0.1:8980", "where to listen")
	fl.StringVar(&o.Folder, "data", "", "folder that keeps the cache (default: remote-cache in the folder of the engine's own)")
	fl.StringVar(&o.Writer, "writer", "", "user:password of who may write; without it nobody may")
	fl.StringVar(&o.Certificate, "certificate", "", "file with the certificate for TLS")
	fl.StringVar(&o.Key, "key", "", "file with its key")
	fl.StringVar(&o.Log, "log", "", "file for a line about each request: method, status, bytes sent, bytes received")
	return cmd
}

// writer is the address that a writer puts down. The password is not printed.
func writer(url, who string) string {
	user, _, some := strings.Cut(who, ":")
	if !some {
		return ""
	}
	scheme, rest, _ := strings.Cut(url, "://")
	return scheme + "://" + user + ":PASSWORD@" + rest
}
