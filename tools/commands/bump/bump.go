// Package bump is the command bump of akbuild.
package bump

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"akbuild.internal/tools/python/pylock"
	"akbuild.internal/tools/python/relock"
	"github.com/spf13/cobra"
)

// Command is the command bump.
func Command() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "bump",
		Short: "Resolve pins anew (needs network)",
	}
	cmd.AddCommand(bumpLockCommand(), bumpPythonCommand())
	return cmd
}

func bumpPythonCommand() *cobra.Command {
	var r pylock.Request
	var root string
	cmd := &cobra.Command{
		Use:   "python [LOCK...]",
		Short: "Resolve the build backend's nix/pins/python/*.in with uv, write the locks and say what changed",
		Long: `Resolves the direct requirements nix/pins/python/LOCK.in with uv, all of them or those named, writes LOCK.lock and prints
each distribution that changed. What is locked stays as it is unless the requirements forbid it or --upgrade asks for the newest.

Run it as: ./bazelw run //tools/cmd/akbuild -- bump python`,
		RunE: func(cmd *cobra.Command, names []string) error {
			r.Folder = filepath.Join(root, "nix", "pins", "python")
			all, err := pylock.Names(r.Folder)
			if err != nil {
				return err
			}
			for _, name := range names {
				if !slices.Contains(all, name) {
					return fmt.Errorf("there are no requirements %s.in in %s, only those of %s", name, r.Folder, strings.Join(all, ", "))
				}
			}
			if len(names) == 0 {
				names = all
			}
			if r.UV == "" {
				if r.UV, err = uvOfSet(cmd, root); err != nil {
					return err
				}
			}
			r.Environ = uvEnviron()
			r.Stderr = cmd.ErrOrStderr()
			for _, name := range names {
				before, after, err := pylock.Resolve(cmd.Context(), r, name)
				if err != nil {
					return err
				}
				lines := pylock.Diff(before, after)
				fmt.Fprintf(cmd.OutOrStdout(), "%s: %d distributions, %d changed\n", name, len(after.Distributions), len(lines))
				for _, line := range lines {
					fmt.Fprintln(cmd.OutOrStdout(), line)
				}
			}
			return nil
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&root, "root", checkout(), "the checkout")
	fl.StringVar(&r.UV, "uv", "", "the program uv (default: the package set's, built with nix-build)")
	fl.StringVar(&r.Interpreter, "python", "", "a Python interpreter of the version of the locks (default: that of each lock, on PATH)")
	fl.StringVar(&r.Python, "python-version", "3.13", "version of Python for a lock that is not there yet")
	fl.BoolVar(&r.Upgrade, "upgrade", false, "take the newest versions that the requirements allow")
	fl.StringSliceVar(&r.UpgradePackages, "upgrade-package", nil, "take the newest version of this distribution; may be repeated")
	return cmd
}

func bumpLockCommand() *cobra.Command {
	var r relock.Request
	var root string
	cmd := &cobra.Command{
		Use:   "lock [TREE]",
		Short: "Write the uv.lock of a tree in this repository (default: sample), without a registry's address",
		Long: `Locks the projects of TREE with uv, in a copy, and writes TREE/uv.lock without the addresses of its files. What is
locked stays as it is unless the projects forbid it or --upgrade asks for the newest; --versions-of takes over the run-time
versions of another tree's lock. What the tree takes from a git revision is resolved as the registry has it.

Run it as: ./bazelw run //tools/cmd/akbuild -- bump lock`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, trees []string) error {
			r.Tree = filepath.Join(root, "sample")
			if len(trees) > 0 {
				r.Tree = trees[0]
			}
			r.Declared = filepath.Join(root, "nix", "releases", "python.json")
			var err error
			if r.UV == "" {
				if r.UV, err = uvOfSet(cmd, root); err != nil {
					return err
				}
			}
			r.Environ, r.Stderr = uvEnviron(), cmd.ErrOrStderr()
			return relock.Run(cmd.Context(), r)
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&root, "root", checkout(), "the checkout")
	fl.StringVar(&r.VersionsOf, "versions-of", "", "a tree whose run-time versions to take over")
	fl.StringVar(&r.UV, "uv", "", "the program uv (default: the package set's, built with nix-build)")
	fl.StringVar(&r.Interpreter, "python", "python3.13", "a Python interpreter of the version of the lock")
	fl.StringVar(&r.Python, "python-version", "3.13", "its version")
	fl.BoolVar(&r.Upgrade, "upgrade", false, "take the newest versions that the projects allow")
	fl.StringSliceVar(&r.UpgradePackages, "upgrade-package", nil, "take the newest version of this distribution; may be repeated")
	return cmd
}

// checkout is the folder that `bazel run` was called for, or this one.
func checkout() string {
	if workspace := os.Getenv("BUILD_WORKSPACE_DIRECTORY"); workspace != "" {
		return workspace
	}
	return "."
}

// uvOfSet builds the uv of the package set.
func uvOfSet(cmd *cobra.Command, root string) (string, error) {
	build := exec.CommandContext(cmd.Context(), "nix-build", "--quiet", "--no-out-link", filepath.Join(root, "nix"), "-A", "uv")
	build.Stderr = cmd.ErrOrStderr()
	out, err := build.Output()
	if err != nil {
		return "", fmt.Errorf("building uv with nix-build: %w; call it as ./bazelw run //tools/cmd/akbuild -- bump python, or name a program with --uv", err)
	}
	return filepath.Join(strings.TrimSpace(string(out)), "bin", "uv"), nil
}

// uvEnviron tells uv what pip is configured for: it reads no file of pip's.
func uvEnviron() []string {
	environ := append(os.Environ(), "UV_PYTHON_DOWNLOADS=never")
	if os.Getenv("SSL_CERT_FILE") == "" && os.Getenv("NIX_SSL_CERT_FILE") != "" {
		environ = append(environ, "SSL_CERT_FILE="+os.Getenv("NIX_SSL_CERT_FILE"))
	}
	for key, variable := range map[string]string{"global.index-url": "UV_DEFAULT_INDEX", "global.extra-index-url": "UV_INDEX"} {
		if os.Getenv(variable) != "" {
			continue
		}
		if out, err := exec.Command("pip", "config", "get", key).Output(); err == nil {
			environ = append(environ, variable+"="+strings.Join(strings.Fields(string(out)), " "))
		}
	}
	return environ
}
