// Package generate is the commands generate, check-client and generator-options of akbuild.
package generate

import (
	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/base/stage"
	"akbuild.internal/tools/client/generate"
	"akbuild.internal/tools/client/generator"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Command is the command generate.
func Command(warm *generator.Warm) *cobra.Command {
	var r generate.Request
	var classes string
	cmd := &cobra.Command{
		Use:   "generate",
		Short: "Generate an API client from a schema and tidy it",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			r.Warnings = cmd.ErrOrStderr()
			if warm != nil {
				warm.Classes, r.Jar.Warm = classes, warm
			}
			return generate.Run(cmd.Context(), r)
		},
	}
	fl := cmd.Flags()
	jarFlags(fl, &r.Jar)
	fl.StringVar(&classes, "host-classes", "", "the compiled //tools/client/generatorhost: what runs in Java when Bazel keeps this program as a worker")
	fl.StringVar(&r.Generator, "generator", "", "generator: go, typescript-fetch, rust, python, …")
	fl.StringVar(&r.Schema, "schema", "", "OpenAPI document")
	fl.StringVar(&r.Config, "config", "", "the generator's configuration file")
	fl.StringVar(&r.Templates, "template-dir", "", "folder of templates in place of the configuration's templateDir, which is dropped without it")
	fl.StringArrayVar(&r.Set, "set", nil, "option or setting over the configuration, as key=value; may be repeated")
	fl.StringArrayVar(&r.GlobalProperties, "global-property", nil, "global property over the configuration, as key=value; may be repeated")
	fl.StringVar(&r.KnownOptions, "known-options", "", "list of the generator's options by akbuild generator-options (default: ask the generator, which takes a second)")
	fl.StringArrayVar(&r.Allowed, "allow-option", nil, "option to take although the generator does not list it; may be repeated")
	fl.StringVar(&r.Out, "out", "", "tree to make")
	fl.StringVar(&r.Manifest, "manifest", "", "file to write the tree's SHA-256 sums to")
	fl.StringVar(&r.Release, "release", "", "authentik release to name in the manifest")
	fl.BoolVar(&r.Unchecked, "unchecked", false, "do not see whether the client compiles; akbuild check-client does")
	fl.BoolVar(&r.AllWarnings, "all-warnings", false, "show each of the generator's warnings, not one of each kind")
	return command.TakesFile(command.Need(cmd, "java", "jar", "generator", "schema", "out"))
}

// Check is the command check-client.
func Check() *cobra.Command {
	var language, schema, client, out string
	cmd := &cobra.Command{
		Use:   "check-client",
		Short: "See whether a generated client compiles, and say what of the schema is behind it if not",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if err := generate.CheckClient(language, client, schema); err != nil {
				return err
			}
			return stage.File(out, nil)
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&language, "generator", "", "the generator that made it: go; of others nothing is known")
	fl.StringVar(&schema, "schema", "", "the OpenAPI document that it was made of")
	fl.StringVar(&client, "client", "", "the client's tree")
	fl.StringVar(&out, "out", "", "empty file to make when the client compiles")
	return command.Need(cmd, "generator", "schema", "client", "out")
}

// Options is the command generator-options.
func Options() *cobra.Command {
	var jar generator.Jar
	var name, out string
	cmd := &cobra.Command{
		Use:   "generator-options",
		Short: "List the options that a generator knows",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			options, err := jar.Options(cmd.Context(), name)
			if err != nil {
				return err
			}
			return stage.File(out, generator.FormatOptions(jar.Version(), name, options))
		},
	}
	jarFlags(cmd.Flags(), &jar)
	cmd.Flags().StringVar(&name, "generator", "", "generator: go, typescript-fetch, rust, python, …")
	cmd.Flags().StringVar(&out, "out", "", "file to write")
	return command.Need(cmd, "java", "jar", "generator", "out")
}

func jarFlags(fl *pflag.FlagSet, jar *generator.Jar) {
	fl.StringVar(&jar.Java, "java", "", "the java binary")
	fl.StringVar(&jar.Jar, "jar", "", "openapi-generator-cli's jar")
	fl.StringVar(&jar.Heap, "heap", generator.DefaultHeap, "limit of Java's heap")
}
