// Package wheel is the command wheel of akbuild.
package wheel

import (
	"fmt"
	"os"
	"strings"

	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/python/wheelbuild"
	"github.com/spf13/cobra"
)

// Command is the command wheel.
func Command() *cobra.Command {
	var r wheelbuild.Request
	var list string
	cmd := &cobra.Command{
		Use:   "wheel",
		Short: "Build the wheel of a Python source tree, offline, the same bytes each time",
		Long: `Build the wheel of a Python source tree with the backend that its pyproject.toml names. The backend finds what
--environment gives and nothing else, plain files without the caller's modes and times, and a fixed clock.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if list != "" {
				content, err := os.ReadFile(list)
				if err != nil {
					return fmt.Errorf("reading the list of files: %w", err)
				}
				r.Files = strings.Split(strings.TrimSpace(string(content)), "\n")
			}
			return wheelbuild.Build(cmd.Context(), r)
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&r.Source, "source", "", "tree with a pyproject.toml")
	fl.StringVar(&list, "files", "", "file with the paths of the tree's files, one a line (default: all that lies below it)")
	fl.StringVar(&r.Overlay, "overlay", "", "folder whose files take the place of the tree's")
	fl.StringVar(&r.Python, "python", "", "the Python interpreter")
	fl.StringArrayVar(&r.Environment, "environment", nil, "folder that holds the build backend, as akbuild site makes it; may be repeated")
	fl.StringVar(&r.Out, "out", "", "folder to make, which gets the wheel under its own name")
	return command.Need(cmd, "source", "python", "out")
}
