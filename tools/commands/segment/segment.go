// Package segment has the commands segment and tarball: what is shipped is packed by them.
package segment

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/ship/segment"
)

// Command is the command segment.
func Command() *cobra.Command {
	var out string
	var parts, archives []string
	cmd := &cobra.Command{
		Use:   "segment",
		Short: "Pack files as a piece of an archive, and describe it as a layer in OUT.json",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			var sources []segment.Source
			for _, arg := range parts {
				source, err := segment.ParseSource(arg)
				if err != nil {
					return err
				}
				sources = append(sources, source)
			}
			for _, path := range archives {
				sources = append(sources, segment.Source{Path: path})
			}
			return segment.Write(out, out+".json", sources)
		},
	}
	fl := cmd.Flags()
	fl.StringArrayVar(&parts, "part", nil, "a file or folder and its place, as dest=source; may be repeated")
	fl.StringArrayVar(&archives, "archive", nil, "an archive whose entries go in, with their owners; may be repeated")
	fl.StringVar(&out, "out", "", "file to write")
	return command.Need(cmd, "out")
}

// Join is the command tarball.
func Join() *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use:   "tarball SEGMENT...",
		Short: "Make one compressed archive of segments",
		Args:  cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, segments []string) (err error) {
			file, err := os.Create(out)
			if err != nil {
				return fmt.Errorf("writing %s: %w", out, err)
			}
			defer func() {
				if closed := file.Close(); err == nil && closed != nil {
					err = fmt.Errorf("writing %s: %w", out, closed)
				}
				if err != nil {
					os.Remove(out)
				}
			}()
			return segment.Join(file, segments)
		},
	}
	cmd.Flags().StringVar(&out, "out", "", "file to write")
	return command.Need(cmd, "out")
}
