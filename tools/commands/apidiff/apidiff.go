// Package apidiff is the command api-diff of akbuild.
package apidiff

import (
	"fmt"
	"os"
	"path/filepath"

	"akbuild.internal/tools/apidiff"
	"akbuild.internal/tools/base/command"
	"github.com/spf13/cobra"
)

// errBreaking is command.ErrPrinted, so that the command ends with status 1 and without a message: all has been printed.
var errBreaking = fmt.Errorf("there are breaking changes: %w", command.ErrPrinted)

// Command is the command api-diff.
func Command() *cobra.Command {
	var r apidiff.Request
	cmd := &cobra.Command{
		Use:   "api-diff FROM TO",
		Short: "Print what changed in the API between two releases, and who calls it",
		Long: `Print what changed in the API between two releases, and who calls it.

  akbuild api-diff old.yml new.yml
  akbuild api-diff 2026.5.6 2026.8.3
      compares two schemas by operation, breaking changes first. A warning is a change that breaks some clients only.
  akbuild api-diff ... --source TREE --go-client CLIENT --ts-client CLIENT --node NODE --typescript PACKAGE
      also says where the tree's Go server and web UI call the changed operations, as their type checkers see it. A
      part for which something is not given is left out, and the output says so.`,
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			r.From, r.To = args[0], args[1]
			breaking, err := apidiff.Run(cmd.Context(), cmd.OutOrStdout(), r)
			if err == nil && breaking && r.FailOnBreaking {
				return errBreaking
			}
			return err
		},
	}
	r.AddFlags(cmd.Flags())
	if dir := schemasBeside(os.Getenv("RUNFILES_DIR"), os.Args[0]+".runfiles"); dir != "" {
		if err := cmd.Flags().Set("schemas", dir); err != nil {
			panic(err)
		}
	}
	return cmd
}

// schemasBeside is the folder of schemas that Bazel puts beside the program of the target //:akbuild; empty without it.
func schemasBeside(runfiles ...string) string {
	for _, dir := range runfiles {
		dir = filepath.Join(dir, "_main", "clients", "releases", "schemas")
		if info, err := os.Stat(dir); err == nil && info.IsDir() && filepath.IsAbs(dir) {
			return dir
		}
	}
	return ""
}
