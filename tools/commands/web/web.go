// Package web is the commands web-build, web-client and web-messages of akbuild.
package web

import (
	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/base/worker"
	"akbuild.internal/tools/web/webbuild"
	"github.com/spf13/cobra"
)

// Build is the command web-build; warm is what stays in a worker, nil for a command that is run once.
func Build(warm *webbuild.Warm) *cobra.Command {
	var r webbuild.Request
	var files, folders, keep []string
	cmd := &cobra.Command{
		Use:   "web-build [flags] -- SCRIPT [ARGUMENT...]",
		Short: "Run one of the programs that the web UI is built with, on a copy of what it may read",
		Args:  cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			var err error
			if r.Files, err = command.Pairs("--file", files); err != nil {
				return err
			}
			if r.Folders, err = command.Pairs("--folder", folders); err != nil {
				return err
			}
			if r.Keep, err = command.Pairs("--keep", keep); err != nil {
				return err
			}
			r.Arguments, r.Words = args, cmd.ErrOrStderr()
			if warm != nil && r.Warm != "" {
				return warm.Run(cmd.Context(), r, worker.Inputs(cmd.Context()))
			}
			return webbuild.Run(cmd.Context(), r)
		},
	}
	fl := cmd.Flags()
	fl.StringArrayVar(&files, "file", nil, "a file and its place in the tree, as dest=source; may be repeated")
	fl.StringArrayVar(&folders, "folder", nil, "a folder and its place in the tree, as dest=source; laid over the files; may be repeated")
	fl.StringVar(&r.Modules, "modules", "", "the archive of npm packages, of node-modules")
	fl.StringVar(&r.Below, "below", "web", "the folder of the tree that the archive is unpacked in")
	fl.StringVar(&r.Folder, "in", "web", "the folder of the tree that the program runs in")
	fl.StringVar(&r.Node, "node", "", "node")
	fl.StringArrayVar(&r.Environ, "env", nil, "a variable of the program, as NAME=value; may be repeated")
	fl.StringArrayVar(&keep, "keep", nil, "a file or folder of the finished tree and its place in the output, as from=to; . is the output itself; may be repeated")
	fl.StringVar(&r.Out, "out", "", "folder to make")
	fl.StringVar(&r.Packages, "packages", "", "a file to write: of each npm package that is laid out, whether the program opened it")
	fl.StringVar(&r.Warm, "warm", "", "the script of web/private that a worker runs the program by, again and again")
	fl.StringArrayVar(&r.Rereads, "rereads", nil, "a folder of the tree whose files the program reads anew each time that a worker runs it; may be repeated")
	return command.TakesFile(command.Need(cmd, "node", "out", "keep"))
}

// Client is the command web-client.
func Client() *cobra.Command {
	var t webbuild.TypeScript
	var client, pkg, out string
	cmd := &cobra.Command{
		Use:   "web-client",
		Short: "Make ES modules of the TypeScript client, which the web UI is built with",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			t.Words = cmd.ErrOrStderr()
			return t.Client(cmd.Context(), client, pkg, out)
		},
	}
	cmd.Flags().StringVar(&client, "client", "", "the generated client")
	cmd.Flags().StringVar(&pkg, "package", "", "the npm package of the client, of typescript-package, to have its declarations")
	return command.TakesFile(command.Need(typeScriptFlags(cmd, &t, &out), "client"))
}

// Messages is the command web-messages.
func Messages() *cobra.Command {
	var t webbuild.TypeScript
	var src, out string
	cmd := &cobra.Command{
		Use:   "web-messages",
		Short: "Write what translations are made from: messages and imports of the web UI alone",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			t.Words, t.Inputs = cmd.ErrOrStderr(), worker.Inputs(cmd.Context())
			return t.Messages(cmd.Context(), src, out)
		},
	}
	cmd.Flags().StringVar(&src, "src", "", "the folder src of the web UI (default: none)")
	return command.TakesFile(typeScriptFlags(cmd, &t, &out))
}

// typeScriptFlags are what both need to run a script of ours.
func typeScriptFlags(cmd *cobra.Command, t *webbuild.TypeScript, out *string) *cobra.Command {
	fl := cmd.Flags()
	fl.StringVar(&t.Node, "node", "", "node")
	fl.StringVar(&t.Script, "script", "", "the script of web/private")
	fl.StringVar(&t.Package, "typescript", "", "folder of the npm package typescript")
	fl.StringVar(out, "out", "", "folder to make")
	return command.Need(cmd, "node", "script", "typescript", "out")
}
