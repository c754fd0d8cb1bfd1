// Package npm is the commands npm-fetch and node-modules of akbuild.
package npm

import (
	"encoding/json"
	"fmt"
	"os"

	"akbuild.internal/tools/base/command"
	"akbuild.internal/tools/base/stage"
	"akbuild.internal/tools/web/npm"
	"github.com/spf13/cobra"
)

// buildPlatform is what packages are taken for.
var buildPlatform = npm.Platform{OS: "linux", CPU: "x64", Libc: "glibc"}

// Fetch is the command npm-fetch.
func Fetch() *cobra.Command {
	var lockFile, client, out string
	var lineFiles, parts []string
	cmd := &cobra.Command{
		Use:   "npm-fetch",
		Short: "Put the npm packages of a package-lock.json that a build reaches into the Nix store",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			lock, err := npm.ReadLock(lockFile)
			if err != nil {
				return err
			}
			line, err := npm.ReadLines(lineFiles)
			if err != nil {
				return err
			}
			if err := npm.InStep(lockFile); err != nil {
				return err
			}
			if line, err = line.Only(parts); err != nil {
				return err
			}
			wanted, err := npm.Wanted(lock, line, buildPlatform)
			if err != nil {
				return err
			}
			used, err := npm.Fetch(cmd.Context(), wanted, line, npm.NixStore{}, npm.Client{Program: client}, cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			for _, t := range used {
				if t.Locked != "" {
					fmt.Fprintf(cmd.OutOrStdout(), "deviation: %s\n", t.Deviates())
				}
			}
			content, err := json.MarshalIndent(used, "", "  ")
			if err != nil {
				return fmt.Errorf("writing the list of npm packages: %w", err)
			}
			return stage.File(out, append(content, '\n'))
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&lockFile, "lock", "", "package-lock.json")
	fl.StringArrayVar(&lineFiles, "line", nil, "what the release line says of npm packages, YAML; those that it inherits from first")
	fl.StringArrayVar(&parts, "part", nil, "a part of the web build that they are for, one of those of the line; may be repeated; default: all")
	fl.StringVar(&client, "npm", "npm", "npm")
	fl.StringVar(&out, "out", "", "JSON list to write: each package with its places, version, hash and file name")
	return command.Need(cmd, "lock", "line", "out")
}

// NodeModules is the command node-modules.
func NodeModules() *cobra.Command {
	var lockFile, part, list, folder, out string
	var lineFiles []string
	var replace, trees, drop []string
	cmd := &cobra.Command{
		Use:   "node-modules",
		Short: "Lay npm packages out as node_modules, as one archive",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			lock, err := npm.ReadLock(lockFile)
			if err != nil {
				return err
			}
			layout := npm.Layout{Folder: folder, Links: map[string]string{}, Drop: drop}
			line, err := npm.ReadLines(lineFiles)
			if err != nil {
				return err
			}
			all, err := npm.ReadList(list)
			if err != nil {
				return err
			}
			if layout.Tarballs, err = line.Part(part, all); err != nil {
				return err
			}
			for key, p := range lock {
				if p.Link {
					layout.Links[key] = p.Resolved
				}
			}
			if layout.Replace, err = command.Pairs("--replace", replace); err != nil {
				return err
			}
			if layout.Trees, err = command.Pairs("--tree", trees); err != nil {
				return err
			}
			for name := range layout.Replace {
				delete(layout.Links, "node_modules/"+name)
			}
			file, err := os.Create(out)
			if err != nil {
				return fmt.Errorf("writing the archive of npm packages: %w", err)
			}
			defer file.Close()
			if err := layout.Write(file); err != nil {
				os.Remove(out)
				return err
			}
			return file.Close()
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&lockFile, "lock", "", "package-lock.json")
	fl.StringArrayVar(&lineFiles, "line", nil, "what the release line says of npm packages, YAML; those that it inherits from first")
	fl.StringVar(&part, "part", "", "the part of the web build that they are for, one of those of the line")
	fl.StringVar(&list, "packages", "", "the list of packages, of npm-fetch")
	fl.StringVar(&folder, "tarballs", "", "folder with their tarballs")
	fl.StringArrayVar(&replace, "replace", nil, "a package and the folder to take it from, as name=folder; may be repeated")
	fl.StringArrayVar(&trees, "tree", nil, "a folder of the source that a deviation names, as packages/x=folder; may be repeated")
	fl.StringArrayVar(&drop, "drop", nil, "end of the names of files to leave out; may be repeated")
	fl.StringVar(&out, "out", "", "archive to write")
	return command.Need(cmd, "lock", "line", "part", "packages", "tarballs", "out")
}
