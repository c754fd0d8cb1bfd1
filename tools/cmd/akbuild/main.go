// Command akbuild does what the build steps of authentik-source-build do, for people: it has the commands of them all. What
// Bazel and Nix run are the programs of tools/steps, each with the commands of one step.
package main

import (
	"fmt"
	"os"

	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/commands/apidiff"
	"akbuild.internal/tools/commands/bump"
	"akbuild.internal/tools/commands/bundle"
	"akbuild.internal/tools/commands/checkimports"
	"akbuild.internal/tools/commands/checkrequirements"
	"akbuild.internal/tools/commands/checksource"
	"akbuild.internal/tools/commands/client"
	"akbuild.internal/tools/commands/explainmiss"
	"akbuild.internal/tools/commands/generate"
	"akbuild.internal/tools/commands/goprogram"
	"akbuild.internal/tools/commands/image"
	"akbuild.internal/tools/commands/imports"
	"akbuild.internal/tools/commands/kit"
	"akbuild.internal/tools/commands/manifest"
	"akbuild.internal/tools/commands/mirror"
	"akbuild.internal/tools/commands/modules"
	"akbuild.internal/tools/commands/npm"
	"akbuild.internal/tools/commands/pythonlock"
	"akbuild.internal/tools/commands/sbom"
	"akbuild.internal/tools/commands/schemapart"
	"akbuild.internal/tools/commands/segment"
	"akbuild.internal/tools/commands/site"
	"akbuild.internal/tools/commands/source"
	"akbuild.internal/tools/commands/sourceoutline"
	"akbuild.internal/tools/commands/substitute"
	"akbuild.internal/tools/commands/tree"
	"akbuild.internal/tools/commands/typescript"
	"akbuild.internal/tools/commands/vendortree"
	"akbuild.internal/tools/commands/web"
	"akbuild.internal/tools/commands/wheel"
	"github.com/spf13/cobra"
)

var program = command.Program{Commands: commands, Serve: generate.Serve}

func main() {
	if err := goBack(); err != nil {
		fmt.Fprintln(os.Stderr, "akbuild: going back to the folder that bazel run was called in:", err)
		os.Exit(1)
	}
	program.Main()
}

// goBack leaves the runfiles, where `bazel run` starts a program: the paths on its command line are of the folder that it was
// called in. No build step does, whatever its environment says.
func goBack() error {
	dir := os.Getenv("BUILD_WORKING_DIRECTORY")
	if dir == "" {
		return nil
	}
	// Bazel was called in the checkout; ./bazelw may have been from elsewhere.
	if caller := os.Getenv("AKB_CALLER"); caller != "" {
		dir = caller
	}
	return os.Chdir(dir)
}

func commands() []*cobra.Command {
	return append(generate.Program.Commands(),
		apidiff.Command(),
		bump.Command(),
		bundle.Command(),
		checkimports.Command(),
		checkrequirements.Command(),
		checksource.Command(),
		client.Command(),
		explainmiss.Command(),
		goprogram.Command(),
		image.Command(),
		imports.Command(),
		kit.Cache(),
		kit.Collect(),
		kit.Ledger(),
		manifest.Command(),
		mirror.Command(),
		modules.Command(),
		npm.NodeModules(),
		npm.Fetch(),
		pythonlock.Fetch(),
		pythonlock.Lock(),
		sbom.Command(),
		schemapart.Command(),
		segment.Command(),
		segment.Join(),
		site.Command(),
		source.Command(),
		sourceoutline.Command(),
		substitute.Command(),
		tree.Home(),
		tree.Programs(),
		typescript.Command(),
		vendortree.Command(),
		web.Build(nil),
		web.Client(),
		web.Messages(),
		wheel.Command(),
	)
}
