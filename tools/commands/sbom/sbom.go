// Package sbom is the command sbom of akbuild.
package sbom

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/base/stage"
	"akbuild.internal/tools/ship/sbom"
)

// Command is the command sbom.
func Command() *cobra.Command {
	var in sbom.Input
	var places, lists []string
	var cyclonedx, spdx, notice string
	cmd := &cobra.Command{
		Use:   "sbom",
		Short: "Say what the product is made of, as CycloneDX, SPDX and a notice",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			for _, arg := range places {
				dest, path, ok := strings.Cut(arg, "=")
				if !ok {
					return fmt.Errorf("reading the part %q: it is not of the form dest=path", arg)
				}
				in.Places = append(in.Places, sbom.Place{Dest: dest, Path: path})
			}
			for _, arg := range lists {
				place, list, ok := strings.Cut(arg, "=")
				if !ok {
					return fmt.Errorf("reading the list %q: it is not of the form place=list", arg)
				}
				in.Sites = append(in.Sites, sbom.Site{Place: place, List: list})
			}
			inventory, err := sbom.Take(in)
			if err != nil {
				return err
			}
			for path, write := range map[string]func(io.Writer) error{cyclonedx: inventory.CycloneDX, spdx: inventory.SPDX, notice: inventory.Notice} {
				var out bytes.Buffer
				if err := write(&out); err != nil {
					return fmt.Errorf("writing %s: %w", path, err)
				}
				if err := stage.File(path, out.Bytes()); err != nil {
					return err
				}
			}
			return nil
		},
	}
	fl := cmd.Flags()
	fl.StringArrayVar(&places, "part", nil, "a part of the product, as place=path; may be repeated")
	fl.StringArrayVar(&lists, "list", nil, "whose the files of an installed site are, as place=list; may be repeated")
	fl.StringVar(&in.Distributions, "distributions", "", "distributions.json of the Python distributions")
	fl.StringVar(&in.Packages, "packages", "", "packages.json of the npm packages")
	fl.StringVar(&in.Tarballs, "tarballs", "", "folder of the npm packages")
	fl.StringVar(&in.GoMod, "go-mod", "", "the server's go.mod")
	fl.StringVar(&in.GoSum, "go-sum", "", "its go.sum")
	fl.StringVar(&in.Vendor, "vendor", "", "folder of its modules")
	fl.StringVar(&cyclonedx, "cyclonedx", "", "file to write: CycloneDX 1.6 in JSON")
	fl.StringVar(&spdx, "spdx", "", "file to write: SPDX 2.3 in JSON")
	fl.StringVar(&notice, "notice", "", "file to write: licences, for people")
	return command.Need(cmd, "cyclonedx", "distributions", "go-mod", "go-sum", "list", "notice", "packages", "part", "spdx", "tarballs", "vendor")
}
