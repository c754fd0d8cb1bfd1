// Package client is the command client of akbuild.
package client

import (
	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/client/ownschema"
	"github.com/spf13/cobra"
)

// Command is what ./bazelw run //clients:generate calls; the hidden flags are its own.
func Command() *cobra.Command {
	var r ownschema.Request
	cmd := &cobra.Command{
		Use:   "client",
		Short: "Generate a client from a schema of yours: ./bazelw run //clients:generate -- --lang go --schema my.yml --out DIR",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			r.Progress, r.Generate.Warnings = cmd.ErrOrStderr(), cmd.ErrOrStderr()
			return ownschema.Run(cmd.Context(), r)
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&r.Language, "lang", "", "language: go, typescript, python, rust, or another name that openapi-generator has")
	fl.StringVar(&r.Generate.Schema, "schema", "", "OpenAPI document")
	fl.StringVar(&r.Generate.Out, "out", "", "folder to make")
	fl.StringVar(&r.Release, "version", "", "authentik release whose generator and configuration are used (default: the one that the schema says it is, if it is pinned)")
	fl.StringVar(&r.Version, "generator", "", "version of openapi-generator (default: the release's)")
	fl.StringVar(&r.Generate.Config, "config", "", "configuration file of the generator, in place of the release's")
	fl.StringArrayVar(&r.Generate.Set, "set", nil, "option over the configuration, as key=value; may be repeated")
	fl.BoolVar(&r.Force, "force", false, "replace the folder if it is not empty")
	fl.BoolVar(&r.Generate.AllWarnings, "all-warnings", false, "show each of the generator's warnings, not one of each kind")
	fl.StringVar(&r.Generate.Jar.Heap, "heap", "", "limit of Java's heap")
	fl.StringVar(&r.Generate.Jar.Java, "java", "", "the java binary")
	fl.StringArrayVar(&r.Jars, "jar", nil, "openapi-generator-cli's jar, as version=file; may be repeated")
	fl.StringVar(&r.Table, "table", "", "the table of releases")
	fl.StringVar(&r.TypeScriptConfig, "typescript-config", "", "configuration file of the TypeScript clients")
	for _, own := range []string{"java", "jar", "table", "typescript-config"} {
		if err := fl.MarkHidden(own); err != nil {
			panic(err)
		}
	}
	return command.Need(cmd, "lang", "schema", "out", "java", "table")
}
