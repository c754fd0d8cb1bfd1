// Package schemapart is the command schema-part of akbuild.
package schemapart

import (
	"fmt"
	"os"
	"strings"

	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/base/stage"
	"akbuild.internal/tools/base/tree"
	"akbuild.internal/tools/client/schemapart"
	"github.com/spf13/cobra"
)

// Command is the command schema-part.
func Command() *cobra.Command {
	var schema, operations, out string
	cmd := &cobra.Command{
		Use:   "schema-part",
		Short: "Cut some operations out of an OpenAPI document, with what they refer to",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			document, err := os.ReadFile(schema)
			if err != nil {
				return fmt.Errorf("reading the schema %s: %w", schema, tree.Reason(err))
			}
			ids, err := os.ReadFile(operations)
			if err != nil {
				return fmt.Errorf("reading the list of operations %s: %w", operations, tree.Reason(err))
			}
			part, err := schemapart.Cut(document, strings.Fields(string(ids)))
			if err != nil {
				return fmt.Errorf("cutting what %s names out of %s: %w", operations, schema, err)
			}
			return stage.File(out, part)
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&schema, "schema", "", "OpenAPI document")
	fl.StringVar(&operations, "operations", "", "file with the names of operations, one a line")
	fl.StringVar(&out, "out", "", "document to write")
	return command.Need(cmd, "schema", "operations", "out")
}
