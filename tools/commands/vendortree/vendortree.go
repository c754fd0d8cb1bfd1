// Package vendortree is the command vendor of akbuild.
package vendortree

import (
	"fmt"
	"os"
	"strings"

	"akbuild.internal/tools/source/vendoring"
	"github.com/spf13/cobra"
)

type vendorFlags struct {
	source, vendor, client, module, out   string
	goBin, goMod, goSum, imports, modules string
	inPlace, noClient                     bool
}

// Command is the command vendor.
func Command() *cobra.Command {
	var f vendorFlags
	cmd := &cobra.Command{
		Use:   "vendor",
		Short: "Make a vendor tree in which the API client's place is the generated one's",
		Long: `Make a vendor tree in which the API client's place is the generated one's. Three ways:

  akbuild vendor --source TREE --client CLIENT --out VENDOR
      copies TREE/vendor (or --vendor) with the client's folder replaced and modules.txt consistent with TREE/go.mod
  akbuild vendor --in-place --source TREE --client CLIENT
      replaces the client's folder in TREE/vendor and touches nothing else
  akbuild vendor --go GO --go-mod F --go-sum F --imports F --modules DIR --out VENDOR
      makes a vendor tree from downloaded modules (a folder like a module proxy's), with a placeholder in the client's folder`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return f.run(cmd) },
	}
	fl := cmd.Flags()
	fl.StringVar(&f.source, "source", "", "source tree with a go.mod")
	fl.StringVar(&f.vendor, "vendor", "", "its vendor tree, when that is not TREE/vendor")
	fl.StringVar(&f.client, "client", "", "generated client")
	fl.StringVar(&f.module, "client-module", vendoring.DefaultClient, "module path of the client")
	fl.StringVar(&f.out, "out", "", "vendor tree to make")
	fl.BoolVar(&f.inPlace, "in-place", false, "replace the client's folder in TREE/vendor")
	fl.StringVar(&f.goBin, "go", "", "the go binary")
	fl.StringVar(&f.goMod, "go-mod", "", "the module's go.mod")
	fl.StringVar(&f.goSum, "go-sum", "", "the module's go.sum")
	fl.StringVar(&f.imports, "imports", "", "file with the third-party packages that the sources import, as akbuild imports prints it")
	fl.StringVar(&f.modules, "modules", "", "folder of downloaded modules")
	fl.BoolVar(&f.noClient, "no-client", false, "the module has nothing to do with the API client")
	cmd.MarkFlagsMutuallyExclusive("modules", "source")
	cmd.MarkFlagsOneRequired("modules", "source")
	cmd.MarkFlagsMutuallyExclusive("in-place", "out")
	cmd.MarkFlagsOneRequired("in-place", "out")
	cmd.MarkFlagsRequiredTogether("modules", "go", "go-mod", "go-sum", "imports")
	cmd.MarkFlagsRequiredTogether("source", "client")
	return cmd
}

func (f *vendorFlags) run(cmd *cobra.Command) error {
	switch {
	case f.inPlace:
		return vendoring.InPlace(f.source, f.client, f.module)
	case f.source != "":
		return vendoring.Overlay(vendoring.OverlayRequest{
			Source: f.source, Vendor: f.vendor, Client: f.client, Module: f.module, Out: f.out,
		})
	}
	content, err := os.ReadFile(f.imports)
	if err != nil {
		return fmt.Errorf("reading the list of imports: %w", err)
	}
	r := vendoring.ModulesRequest{
		Go: f.goBin, GoMod: f.goMod, GoSum: f.goSum, Imports: strings.Fields(string(content)), Modules: f.modules, Out: f.out,
	}
	if !f.noClient {
		r.Client = f.module
	}
	return vendoring.FromModules(cmd.Context(), r)
}
