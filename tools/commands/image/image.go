// Package image is the command image of akbuild.
package image

import (
	"github.com/spf13/cobra"

	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/ship/image"
)

// Command is the command image.
func Command() *cobra.Command {
	var out, site string
	var o image.Options
	cmd := &cobra.Command{
		Use:   "image",
		Short: "Write an image as a folder of the layout of the Open Container Initiative",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) (err error) {
			if o.Version, err = image.Version(site); err != nil {
				return err
			}
			return image.Write(out, o)
		},
	}
	fl := cmd.Flags()
	fl.StringArrayVar(&o.Layers, "layer", nil, "a segment, described in the file SEGMENT.json; the lowest first")
	fl.StringVar(&o.Config, "config", "", "file with the configuration")
	fl.StringVar(&o.Platform, "platform", "", "what the image runs on, such as linux/amd64")
	fl.StringVar(&site, "version-of", "", "folder of installed distributions, authentik among them, whose version the image has")
	fl.StringVar(&out, "out", "", "folder to make")
	return command.Need(cmd, "out", "config", "layer", "platform", "version-of")
}
